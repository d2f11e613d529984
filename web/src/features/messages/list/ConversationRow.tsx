import { BellOff, Pin } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, memo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "../../../platform/screen";
import { useLongPress } from "../chat/useLongPress";
import { oneLine, prefixOf } from "../model/preview";
import type { Conversation } from "../model/types";
import { useTimelines } from "../state/timelineStore";
import { ConversationAvatar } from "../words/ConversationAvatar";
import { previewLine, rowTime, titleOf } from "../words/words";
import styles from "./ConversationRow.module.css";

interface Props {
  conversation: Conversation;
  me: string;
  zone: string;
  now: number;
  open: boolean;
  failed: boolean;
  onOpen(id: string): void;
  onMenu(c: Conversation, at: { x: number; y: number }, from: HTMLElement): void;
}

export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { conversation: c, zone, now, open, onOpen, onMenu } = props;
  const { t } = useTranslation("messages");
  const row = useRef<HTMLButtonElement>(null);
  const menuAt = (x: number, y: number) => row.current && onMenu(c, { x, y }, row.current);
  const longPress = useLongPress(menuAt);
  const title = titleOf(c, t);
  return (
    <button
      ref={row}
      type="button"
      className={styles.row}
      data-open={open || undefined}
      data-pinned={c.pinned || undefined}
      data-conversation={c.id}
      aria-current={open ? "true" : undefined}
      // The button that goes down tells what will be read a moment before it goes up.
      onMouseDown={(event) => event.button === 0 && !open && void useTimelines.getState().open(c.id)}
      onClick={() => onOpen(c.id)}
      onContextMenu={(event: MouseEvent) => {
        event.preventDefault();
        menuAt(event.clientX, event.clientY);
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return;
        event.preventDefault();
        const box = event.currentTarget.getBoundingClientRect();
        menuAt(box.left + 56, box.bottom - 8);
      }}
      {...longPress}
    >
      <span className={styles.face}>
        <ConversationAvatar conversation={c} size={usePhone() ? 46 : 40} />
        <UnreadMark conversation={c} />
      </span>
      <span className={styles.text}>
        <span className={styles.top}>
          <span className={styles.title}>{title}</span>
          {c.last_at > 0 && <time className={styles.time}>{rowTime(zone, c.last_at, now, t)}</time>}
        </span>
        <span className={styles.bottom}>
          <Preview {...props} />
          {c.muted && <BellOff size={14} strokeWidth={1.75} aria-label={t("list.muted")} className={styles.sign} />}
          {c.pinned && !c.muted && (
            <Pin size={14} strokeWidth={1.75} aria-label={t("list.pinned")} className={styles.sign} />
          )}
        </span>
      </span>
    </button>
  );
});

function Preview({ conversation: c, me, open, failed }: Props) {
  const { t } = useTranslation("messages");
  const prefix = failed ? null : prefixOf(c, open);
  const line = prefix === "draft" ? oneLine(c.draft?.text ?? "") : previewLine(c, me, t);
  return (
    <span className={styles.preview}>
      {failed && <span className={styles.danger}>{t("preview.failed")} </span>}
      {prefix === "draft" && <span className={styles.danger}>{t("preview.draft")} </span>}
      {prefix === "mentioned" && <span className={styles.warn}>{t("preview.mentioned")} </span>}
      {prefix === "count" && <span>{t("preview.count", { n: c.unread })} </span>}
      {line}
    </span>
  );
}

function UnreadMark({ conversation: c }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  if (c.unread === 0 && !c.marked_unread) return null;
  const label = t("badge.unread", { n: Math.max(1, c.unread) });
  if (c.muted) return <span className={styles.dot} role="img" aria-label={label} />;
  if (c.unread === 0) return <span className={styles.dotRed} role="img" aria-label={label} />;
  return (
    <span className={styles.badge} role="img" aria-label={label}>
      {c.unread > 99 ? "99+" : c.unread}
    </span>
  );
}
