import { useTranslation } from "react-i18next";
import type { Message } from "../../model/types";
import { conversationOf } from "../../state/inboxStore";
import { briefOf, briefWords } from "../../words/brief";
import { titleOf } from "../../words/words";
import styles from "./Preview.module.css";

const SHOWN = 4;

interface Props {
  messages: Message[];
  merged: boolean;
  /** How many of the chosen cannot be passed on. */
  left: number;
}

/** What the others will get. */
export function Preview({ messages, merged, left }: Props) {
  const { t } = useTranslation(["messages", "chat-act"]);
  const from = conversationOf(messages[0]?.conversation_id ?? "");
  const line = (m: Message) => briefWords(briefOf(m, t), t);
  return (
    <div>
      <p className={styles.label}>{t("chat-act:forward.preview")}</p>
      {merged ? (
        <div className={styles.record}>
          <p className={styles.title}>
            {from === undefined
              ? t("chat-act:media.record")
              : t("chat-act:forward.record_of", { name: titleOf(from, t) })}
          </p>
          {messages.slice(0, SHOWN).map((m) => (
            <p key={m.seq} className={styles.line}>
              {t("preview.sender", { name: m.sender_name, text: line(m) })}
            </p>
          ))}
          <p className={styles.more}>{t("chat-act:forward.count", { n: messages.length })}</p>
        </div>
      ) : (
        <div className={styles.each}>
          {messages.slice(0, SHOWN).map((m) => (
            <p key={m.seq} className={styles.bubble}>
              {line(m)}
            </p>
          ))}
          {messages.length > SHOWN && (
            <p className={styles.more}>{t("chat-act:forward.count", { n: messages.length })}</p>
          )}
        </div>
      )}
      {left > 0 && <p className={styles.left}>{t("chat-act:forward.left", { n: left })}</p>}
    </div>
  );
}
