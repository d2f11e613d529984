import { CornerDownRight, MessageSquareText } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../model/types";

import { useBrief } from "../../state/briefs";
import { briefWords } from "../../words/brief";
import { useChat } from "../actions";
import styles from "../MessageRow.module.css";
import { Quoted } from "./Quoted";

/** What a message refers to, sent or on its way. */
type Refers = Pick<Message, "corrects_seq" | "quotes_seq" | "quoted" | "thread_seq">;

/** At the top of a bubble: the earlier message that this one refers to. */
export function Quote({ message }: { message: Refers }) {
  const { inThread } = useChat();
  const { corrects_seq: corrects, quotes_seq: quotes, thread_seq: root } = message;
  return (
    <>
      {corrects !== null && <CorrectionOf seq={corrects} />}
      {root !== null && !inThread && <ThreadOf root={root} />}
      {/* The line of the thread names its root already. */}
      {quotes !== null && (inThread || quotes !== root) && <Quoted seq={quotes} known={message.quoted} />}
    </>
  );
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

/** A reply stands in the stream as well; the line leads to its thread. */
function ThreadOf({ root }: { root: number }) {
  const { t } = useTranslation(["messages", "chat-act"]);
  const { conversationId, actions } = useChat();
  const brief = useBrief(conversationId, root, null);
  const words = brief === null ? "" : brief === "gone" ? t("chat-act:quote.gone") : briefWords(brief, t);
  return (
    <button type="button" className={styles.threadOf} onClick={() => actions.openThread(root)}>
      <MessageSquareText size={14} aria-hidden />
      <span className={styles.cut}>{t("chat-act:thread.of", { words })}</span>
    </button>
  );
}
