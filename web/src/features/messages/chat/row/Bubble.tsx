import type { KeyboardEvent, MouseEvent, ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../model/calendar";
import { isBare } from "../../model/rich";
import type { Message } from "../../model/types";
import { kindWords } from "../../words/content";
import { useChat } from "../actions";
import styles from "../MessageRow.module.css";
import { useLongPress } from "../useLongPress";

interface Props {
  message: Message;
  marked: boolean;
  /** The toolbar stands beside it and measures it. */
  bubble: RefObject<HTMLDivElement | null>;
  children: ReactNode;
}

/** The message itself: takes the focus, and opens its menu by right click, key or long press. */
export function Bubble({ message, marked, bubble, children }: Props) {
  const { t } = useTranslation("messages");
  const chat = useChat();
  const told = [message.sender_name, clock(chat.zone, message.at), kindWords(message.content, t)];
  const label = told.filter(Boolean).join(" ");
  const openAt = (x: number, y: number) => bubble.current && chat.actions.openMenu(message, { x, y }, bubble.current);
  const longPress = useLongPress(openAt);

  const onContextMenu = (event: MouseEvent) => {
    // A link keeps the browser's own menu, and so does a selection that one wants to copy.
    if ((event.target as HTMLElement).closest("a") !== null || hasSelection()) return;
    event.preventDefault();
    openAt(event.clientX, event.clientY);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const menuKey = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey) || event.key === "Enter";
    if (!menuKey || event.target !== bubble.current) return;
    event.preventDefault();
    const box = bubble.current.getBoundingClientRect();
    openAt(box.left + 12, box.bottom);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a bubble holds links and buttons
    <div
      ref={bubble}
      className={styles.bubble}
      data-bare={isBare(message.content) || undefined}
      data-marked={marked || undefined}
      data-message
      role="group"
      aria-label={label}
      tabIndex={-1}
      onContextMenu={onContextMenu}
      onKeyDown={onKeyDown}
      {...longPress}
    >
      {children}
    </div>
  );
}

function hasSelection(): boolean {
  return (window.getSelection()?.toString() ?? "") !== "";
}
