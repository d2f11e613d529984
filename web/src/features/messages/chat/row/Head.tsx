import { clock } from "../../model/calendar";
import type { Message } from "../../model/types";
import { useChat } from "../actions";
import styles from "../MessageRow.module.css";

/** Above the first of several messages of one person: who says it, and when. */
export function Head({ message, mine }: { message: Message; mine: boolean }) {
  const { zone } = useChat();
  return (
    <div className={styles.meta}>
      {!mine && <span className={styles.sender}>{message.sender_name}</span>}
      <time dateTime={new Date(message.at / 1000).toISOString()}>{clock(zone, message.at)}</time>
    </div>
  );
}
