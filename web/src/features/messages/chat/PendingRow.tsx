import { CircleAlert, Clock3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import type { Row } from "../model/rows";
import { useChat } from "./actions";
import styles from "./MessageRow.module.css";
import { RichText } from "./RichText";
import { OwnAvatar } from "./SenderAvatar";

interface Props {
  row: Extract<Row, { type: "pending" }>;
  offline: boolean;
}

/** An own message on its way: it looks like a sent one and says what it waits for. */
export function PendingRow({ row, offline }: Props) {
  const { t } = useTranslation("messages");
  const { me, actions } = useChat();
  const words = useProblemWords();
  const { pending } = row;
  const reason = pending.problem === undefined ? "" : words(pending.problem);
  return (
    <div className={styles.row} data-mine data-first={row.first || undefined}>
      <div className={styles.gutter}>{row.first && <OwnAvatar />}</div>
      <div className={styles.body}>
        <div className={styles.line}>
          <div className={styles.bubble}>
            <RichText content={pending.content} me={me} />
          </div>
        </div>
        {pending.state === "failed" ? (
          <div className={styles.failed} role="alert">
            <CircleAlert size={14} aria-hidden />
            <span>{reason === "" ? t("failed.unsent") : t("failed.reason", { reason })}</span>
            <button type="button" onClick={() => actions.retry(pending.id)}>
              {t("failed.retry")}
            </button>
            <button type="button" onClick={() => actions.discard(pending.id)}>
              {t("failed.discard")}
            </button>
          </div>
        ) : (
          <div className={styles.state}>
            <Clock3 size={12} aria-hidden />
            {offline ? t("message.queued_offline") : t("message.sending")}
          </div>
        )}
      </div>
    </div>
  );
}
