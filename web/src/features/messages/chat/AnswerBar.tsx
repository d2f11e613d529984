import { BadgeCheck, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import type { Message } from "../model/types";
import type { Answering } from "../state/answering";
import { useBrief } from "../state/briefs";
import { briefOf, briefWords } from "../words/brief";
import styles from "./AnswerBar.module.css";

interface Props extends Answering {
  onChange(over: Partial<Answering>): void;
}

/** Above the text of a box: what is being answered, and whether a receipt is asked for. */
export function AnswerBar({ quotes, receipt, onChange }: Props) {
  const { t } = useTranslation("chat-act");
  return (
    <>
      {quotes !== null && <Answered message={quotes} onCancel={() => onChange({ quotes: null })} />}
      {receipt !== null && (
        <div className={styles.bar}>
          <BadgeCheck size={14} aria-hidden className={styles.sign} />
          <span className={styles.words}>{t(`receipt.asks_${receipt}`)}</span>
          <button
            type="button"
            className={styles.cancel}
            aria-label={t("receipt.none")}
            title={t("receipt.none")}
            onClick={() => onChange({ receipt: null })}
          >
            <X size={16} aria-hidden />
          </button>
        </div>
      )}
    </>
  );
}

function Answered({ message, onCancel }: { message: Message; onCancel(): void }) {
  const { t } = useTranslation("chat-act");
  const { t: say } = useTranslation("messages");
  const me = useMe().account.id;
  // It may be recalled while the answer is being written.
  const brief = useBrief(message.conversation_id, message.seq, briefOf(message, say));
  if (brief === null) return null;
  const name = message.sender_id === me ? t("you") : message.sender_name;
  return (
    <div className={styles.bar} data-quote>
      <span className={styles.words}>
        <span className={styles.name}>{t("quote.answers", { name })}</span>
        {brief === "gone" ? t("quote.gone") : briefWords(brief, say)}
      </span>
      <button
        type="button"
        className={styles.cancel}
        aria-label={t("quote.cancel")}
        title={t("quote.cancel")}
        onClick={onCancel}
      >
        <X size={16} aria-hidden />
      </button>
    </div>
  );
}
