import { CornerDownRight, Link2 } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, memo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../model/calendar";
import type { Row } from "../model/rows";
import type { Message, TextContent } from "../model/types";
import { useChat } from "./actions";
import styles from "./MessageRow.module.css";
import { ReadState } from "./ReadState";
import { RichText } from "./RichText";
import { SenderAvatar } from "./SenderAvatar";
import { Toolbar } from "./Toolbar";
import { useLongPress } from "./useLongPress";

interface Props {
  row: Extract<Row, { type: "message" }>;
  marked: boolean;
}

/** One bubble with what belongs to it. The toolbar exists only while it can be seen. */
export const MessageRow = memo(function MessageRow({ row, marked }: Props) {
  const { message, mine, first } = row;
  const chat = useChat();
  const bubble = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
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
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only shows a toolbar here
    <div
      className={styles.row}
      data-mine={mine || undefined}
      data-first={first || undefined}
      data-seq={message.seq}
      onPointerEnter={(e) => e.pointerType === "mouse" && setNear(true)}
      onPointerLeave={() => setNear(false)}
      onFocus={(e) => e.target.matches(":focus-visible") && setNear(true)}
      onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && setNear(false)}
    >
      <div className={styles.gutter}>{first && <SenderAvatar message={message} />}</div>
      <div className={styles.body}>
        {first && <Meta message={message} mine={mine} />}
        <div className={styles.line}>
          {/* biome-ignore lint/a11y/useSemanticElements: a bubble holds links and buttons */}
          <div
            ref={bubble}
            className={styles.bubble}
            data-marked={marked || undefined}
            data-message
            role="group"
            aria-label={`${message.sender_name} ${clock(chat.zone, message.at)}`}
            tabIndex={-1}
            onContextMenu={onContextMenu}
            onKeyDown={onKeyDown}
            {...longPress}
          >
            {message.corrects_seq !== null && <CorrectionOf seq={message.corrects_seq} />}
            <RichText content={message.content as TextContent} me={chat.me} />
            {message.edit_count > 0 && <Edited message={message} />}
          </div>
          {near && <Toolbar message={message} bubble={bubble} />}
        </div>
        {message.corrected_by_seq !== null && <CorrectedBy seq={message.corrected_by_seq} />}
        {row.reads && chat.readable && <ReadState message={message} />}
      </div>
    </div>
  );
});

function Meta({ message, mine }: { message: Message; mine: boolean }) {
  const { zone } = useChat();
  return (
    <div className={styles.meta}>
      {!mine && <span className={styles.sender}>{message.sender_name}</span>}
      <time dateTime={new Date(message.at / 1000).toISOString()}>{clock(zone, message.at)}</time>
    </div>
  );
}

function Edited({ message }: { message: Message }) {
  const { t } = useTranslation("messages");
  const { actions } = useChat();
  return (
    <button type="button" className={styles.edited} onClick={() => actions.openEdits(message)}>
      {t("message.edited")}
    </button>
  );
}

function CorrectionOf({ seq }: { seq: number }) {
  const { t } = useTranslation("messages");
  const { actions } = useChat();
  return (
    <button type="button" className={styles.correctionOf} onClick={() => actions.jump(seq)}>
      <CornerDownRight size={14} aria-hidden />
      {t("message.correction_of")}
      <span className={styles.jump}>{t("message.correction_jump")}</span>
    </button>
  );
}

function CorrectedBy({ seq }: { seq: number }) {
  const { t } = useTranslation("messages");
  const { actions } = useChat();
  return (
    <button type="button" className={styles.correctedBy} onClick={() => actions.jump(seq)}>
      <Link2 size={14} aria-hidden />
      {t("message.corrected")}
    </button>
  );
}

function hasSelection(): boolean {
  return (window.getSelection()?.toString() ?? "") !== "";
}
