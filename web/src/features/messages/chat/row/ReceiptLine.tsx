import { BadgeCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { mineOf } from "../../model/message";
import type { Message, Receipt } from "../../model/types";
import { useServerNow } from "../../state/now";
import { momentWords } from "../../words/words";
import { useChat } from "../actions";
import styles from "./ReceiptLine.module.css";

/** Under a message that asks for a receipt: the button for those asked, the figures for the sender. */
export function ReceiptLine({ message }: { message: Message }) {
  const { me } = useChat();
  const { receipt } = message;
  if (receipt === null) return null;
  return mineOf(message, me) ? (
    <Figures message={message} receipt={receipt} />
  ) : (
    <Asked message={message} receipt={receipt} />
  );
}

interface Props {
  message: Message;
  receipt: Receipt;
}

function Figures({ message, receipt: { confirmed, total, mode } }: Props) {
  const { t } = useTranslation("chat-act");
  const { actions } = useChat();
  const all = total > 0 && confirmed >= total;
  const key = mode === "result" ? "receipt.figures_result" : "receipt.figures";
  return (
    <button
      type="button"
      className={styles.figures}
      data-all={all || undefined}
      onClick={() => actions.openReceipt(message)}
    >
      <BadgeCheck size={14} aria-hidden />
      {t(key, { confirmed, total })}
    </button>
  );
}

function Asked({ message, receipt }: Props) {
  const { t } = useTranslation(["messages", "chat-act"]);
  const { zone, actions } = useChat();
  const now = useServerNow(60_000);
  const { mine, asked, mode, confirmed, total } = receipt;
  return (
    <div className={styles.line}>
      {mine === null && asked !== false && (
        <button type="button" className={styles.confirm} onClick={() => actions.confirm(message)}>
          <BadgeCheck size={16} aria-hidden />
          {t(mode === "result" ? "chat-act:receipt.report" : "chat-act:receipt.confirm")}
        </button>
      )}
      {mine !== null && (
        <span className={styles.done}>
          <BadgeCheck size={14} aria-hidden />
          {t(mode === "result" ? "chat-act:receipt.mine_result" : "chat-act:receipt.mine", {
            time: momentWords(zone, mine.at, now, t),
            result: mine.result,
          })}
        </span>
      )}
      <button type="button" className={styles.figures} onClick={() => actions.openReceipt(message)}>
        {t(mode === "result" ? "chat-act:receipt.figures_result" : "chat-act:receipt.figures", { confirmed, total })}
      </button>
    </div>
  );
}
