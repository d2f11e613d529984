import { ChevronsUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./FirstUnread.module.css";

export interface FirstNew {
  seq: number;
  count: number;
}

/** Where more is new than the window shows: a way to where it begins. */
export function FirstUnread({ count, onClick }: { count: number; onClick(): void }) {
  const { t } = useTranslation("chat-show");
  return (
    <button type="button" className={styles.button} onClick={onClick}>
      <ChevronsUp size={16} strokeWidth={1.75} aria-hidden />
      {t("history.first_unread", { n: count })}
    </button>
  );
}
