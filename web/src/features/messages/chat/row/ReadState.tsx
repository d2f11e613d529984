import { useTranslation } from "react-i18next";
import type { Message } from "../../model/types";
import { useChat } from "../actions";
import styles from "../MessageRow.module.css";

/** Under own messages: read or not in a direct conversation, how many in a group. */
export function ReadState({ message }: { message: Message }) {
  const { t } = useTranslation("messages");
  const { direct, actions } = useChat();
  const count = message.read_count ?? 0;
  if (direct) {
    return <div className={styles.reads}>{count > 0 ? t("message.read_direct") : t("message.unread_direct")}</div>;
  }
  // Where nobody counts, nothing is claimed.
  if (message.read_count === null) return null;
  const total = message.reader_total ?? 0;
  const all = total > 0 && count >= total;
  return (
    <button type="button" className={styles.reads} onClick={() => actions.openReaders(message)}>
      {all ? t("message.read_all") : count > 0 ? t("message.read_by", { n: count }) : t("message.unread_none")}
    </button>
  );
}
