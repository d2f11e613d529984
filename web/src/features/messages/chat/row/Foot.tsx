import { Link2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../model/types";
import { useChat } from "../actions";
import styles from "../MessageRow.module.css";
import { Reactions } from "./Reactions";
import { ReadState } from "./ReadState";
import { ReceiptLine } from "./ReceiptLine";
import { ThreadChip } from "./ThreadChip";

interface Props {
  message: Message;
  /** Whether the read state is shown under this one of several messages. */
  reads: boolean;
}

/** Under a bubble: what became of the message. */
export function Foot({ message, reads }: Props) {
  const { readable } = useChat();
  return (
    <>
      {message.corrected_by_seq !== null && <CorrectedBy seq={message.corrected_by_seq} />}
      <Reactions message={message} />
      <ThreadChip message={message} />
      <ReceiptLine message={message} />
      {reads && readable && <ReadState message={message} />}
    </>
  );
}

function CorrectedBy({ seq }: { seq: number }) {
  const { t } = useTranslation("messages");
  const { actions } = useChat();
  return (
    <button type="button" className={styles.correctedBy} onClick={() => actions.jump(seq)}>
      <Link2 size={14} aria-hidden />
      {t("message.corrected")}
    </button>
  );
}
