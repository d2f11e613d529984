import { useTranslation } from "react-i18next";
import type { Message, SystemContent } from "../model/types";
import { useServerNow } from "../state/now";
import { dayWords, systemLine } from "../words/words";
import { useChat } from "./actions";
import styles from "./PlainRows.module.css";

export function DayRow({ at }: { at: number }) {
  const { t } = useTranslation("messages");
  const { zone } = useChat();
  const now = useServerNow(60_000);
  return (
    <div className={styles.center}>
      <span className={styles.day}>{dayWords(zone, at, now, t)}</span>
    </div>
  );
}

export function NewRow() {
  const { t } = useTranslation("messages");
  return <div className={styles.divider}>{t("chat.new_divider")}</div>;
}

export function RepliesRow({ count }: { count: number }) {
  const { t } = useTranslation("chat-act");
  return <div className={styles.replies}>{count === 0 ? t("thread.none") : t("thread.replies", { n: count })}</div>;
}

export function StartRow({ joined }: { joined: boolean }) {
  const { t } = useTranslation("messages");
  return <div className={styles.center}>{joined ? t("chat.beginning_joined") : t("chat.beginning")}</div>;
}

export function SystemRow({ message }: { message: Message }) {
  const { t } = useTranslation("messages");
  return <div className={styles.center}>{systemLine(message.content as SystemContent, t)}</div>;
}

export function RecalledRow({ message, mine }: { message: Message; mine: boolean }) {
  const { t } = useTranslation("messages");
  const { actions } = useChat();
  const again = mine && message.content !== null && message.content.type === "text";
  return (
    <div className={styles.center}>
      {mine ? t("message.recalled_mine") : t("message.recalled_theirs", { name: message.sender_name })}
      {again && (
        <button type="button" className={styles.reedit} onClick={() => actions.reedit(message)}>
          {t("message.reedit")}
        </button>
      )}
    </div>
  );
}
