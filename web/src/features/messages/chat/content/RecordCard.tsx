import { useTranslation } from "react-i18next";
import type { Place } from "../../model/links";
import type { RecordContent } from "../../model/types";
import { openWindow } from "../../windows/store";
import { contentLine } from "../../words/content";
import { recordTitle } from "../../words/record";
import styles from "./RecordCard.module.css";

const LINES = 4;

/** Several messages that were forwarded as one: the first lines, and all of them in a window. */
export function RecordCard({ content, place }: { content: RecordContent; place: Place }) {
  const { t } = useTranslation("chat-show");
  const { t: say } = useTranslation("messages");
  const title = recordTitle(content, t);
  return (
    <button
      type="button"
      className={styles.card}
      aria-label={t("record.open", { title, n: content.items.length })}
      onClick={() => openWindow({ kind: "record", place, content })}
    >
      <span className={styles.title}>{title}</span>
      <span className={styles.lines}>
        {content.items.slice(0, LINES).map((item, at) => {
          const key = `${at}-${item.at}`;
          return (
            <span key={key} className={styles.line}>
              {t("record.line", { name: item.sender_name, text: contentLine(item.content, say) })}
            </span>
          );
        })}
      </span>
      <span className={styles.foot}>{t("record.foot", { n: content.items.length })}</span>
    </button>
  );
}
