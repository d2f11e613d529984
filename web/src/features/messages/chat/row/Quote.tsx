import { CornerDownRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../model/types";
import { useChat } from "../actions";
import styles from "../MessageRow.module.css";

/** At the top of a bubble: the earlier message that this one refers to. */
export function Quote({ message }: { message: Message }) {
  return message.corrects_seq !== null && <CorrectionOf seq={message.corrects_seq} />;
}

function CorrectionOf({ seq }: { seq: number }) {
  const { t } = useTranslation("messages");
  const { actions } = useChat();
  return (
    <button type="button" className={styles.correctionOf} onClick={() => actions.jump(seq)}>
      <CornerDownRight size={14} aria-hidden />
      {t("message.correction_of")}
      <span className={styles.jump}>{t("message.correction_jump")}</span>
    </button>
  );
}
