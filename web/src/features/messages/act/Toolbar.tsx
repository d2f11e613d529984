import { MoreHorizontal, SmilePlus } from "lucide-react";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChat } from "../chat/actions";
import { atHand } from "../model/actions";
import { countdown } from "../model/recall";
import type { Message } from "../model/types";
import { useServerNow } from "../state/now";
import { ACTION_ICONS } from "./icons";
import styles from "./Toolbar.module.css";
import { useOffered } from "./useOffered";

interface Props {
  message: Message;
  bubble: RefObject<HTMLDivElement | null>;
}

/** The quick actions beside a bubble, with the time that is left for recalling it. */
export function Toolbar({ message, bubble }: Props) {
  const { t } = useTranslation("chat-act");
  const { writes, actions } = useChat();
  const now = useServerNow(1000);
  const offered = atHand(useOffered(message, now));
  const bar = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(false);
  // Beside the bubble it hides nothing; a bubble that fills the pane leaves only the place above.
  useLayoutEffect(() => {
    const own = bar.current?.offsetWidth ?? 0;
    const taken = bubble.current?.getBoundingClientRect();
    const pane = bubble.current?.closest("[role=list]")?.getBoundingClientRect();
    if (taken === undefined || pane === undefined) return;
    setAbove(Math.max(taken.left - pane.left, pane.right - taken.right) < own + 24);
  }, [bubble]);
  const until = offered.find((a) => a.until !== null)?.until ?? null;
  return (
    <div
      ref={bar}
      className={styles.toolbar}
      data-above={above || undefined}
      role="toolbar"
      aria-label={t("act.label")}
    >
      {writes && (
        <button
          type="button"
          className={styles.tool}
          aria-label={t("act.react")}
          title={t("act.react")}
          aria-haspopup="dialog"
          onClick={() => bubble.current !== null && actions.pickReaction(message, bubble.current)}
        >
          <SmilePlus size={16} aria-hidden />
        </button>
      )}
      {offered.map(({ key }) => {
        const Icon = ACTION_ICONS[key];
        return (
          <button
            key={key}
            type="button"
            className={styles.tool}
            aria-label={t(`act.${key}`)}
            title={t(`act.${key}`)}
            onClick={() => actions.run(key, message)}
          >
            <Icon size={16} aria-hidden />
            {key === "recall" && until !== null && <span className={styles.left}>{countdown(until, now)}</span>}
          </button>
        );
      })}
      <button
        type="button"
        className={styles.tool}
        aria-label={t("act.more")}
        title={t("act.more")}
        aria-haspopup="menu"
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          actions.openMenu(message, { x: box.left, y: box.bottom + 4 }, event.currentTarget);
        }}
      >
        <MoreHorizontal size={16} aria-hidden />
      </button>
    </div>
  );
}
