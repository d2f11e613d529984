import { MessageSquareText } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../model/types";
import { useServerNow } from "../../state/now";
import { rowTime } from "../../words/words";
import { useChat } from "../actions";
import styles from "../MessageRow.module.css";

/** Under the first message of a thread: how many have answered, and when last. */
export function ThreadChip({ message }: { message: Message }) {
  const { inThread } = useChat();
  const { thread } = message;
  if (thread === null || thread.count === 0 || inThread) return null;
  return <Chip seq={message.seq} thread={thread} />;
}

function Chip({ seq, thread }: { seq: number; thread: NonNullable<Message["thread"]> }) {
  const { t } = useTranslation(["messages", "chat-act"]);
  const { zone, actions } = useChat();
  const now = useServerNow(60_000);
  return (
    <button type="button" className={styles.thread} onClick={() => actions.openThread(seq)}>
      <MessageSquareText size={14} aria-hidden />
      <span className={styles.threadCount}>{t("chat-act:thread.replies", { n: thread.count })}</span>
      <span className={styles.threadTime}>
        {t("chat-act:thread.last", { time: rowTime(zone, thread.last_at, now, t) })}
      </span>
    </button>
  );
}
