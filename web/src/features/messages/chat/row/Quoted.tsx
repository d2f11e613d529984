import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Quoted as Known } from "../../model/types";
import { useBrief } from "../../state/briefs";
import { briefWords } from "../../words/brief";
import { useChat } from "../actions";
import styles from "./Quoted.module.css";

/** The message that this one answers, in a line or two; a click leads to it. */
export function Quoted({ seq, known }: { seq: number; known: Known | null }) {
  const { t } = useTranslation(["messages", "chat-act"]);
  const { conversationId, me, actions } = useChat();
  const id = useId();
  const brief = useBrief(conversationId, seq, known);
  if (brief === null) return <div className={styles.quoted} aria-hidden />;
  if (brief === "gone") return <div className={styles.quoted}>{t("chat-act:quote.gone")}</div>;
  const name = brief.sender_id === me ? t("chat-act:you") : brief.sender_name;
  return (
    <button
      type="button"
      className={styles.quoted}
      aria-label={t("chat-act:quote.jump", { name })}
      aria-describedby={id}
      onClick={() => actions.jump(seq)}
    >
      <span id={id} className={styles.words}>
        <span className={styles.name}>{name}</span>
        {briefWords(brief, t)}
      </span>
    </button>
  );
}
