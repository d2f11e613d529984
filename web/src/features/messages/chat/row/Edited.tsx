import { useTranslation } from "react-i18next";
import type { Message } from "../../model/types";
import { useChat } from "../actions";
import styles from "../MessageRow.module.css";

/** Says that a message is not as it was sent, and opens its versions. */
export function Edited({ message }: { message: Message }) {
  const { t } = useTranslation("messages");
  const { actions } = useChat();
  return (
    <button type="button" className={styles.edited} onClick={() => actions.openEdits(message)}>
      {t("message.edited")}
    </button>
  );
}
