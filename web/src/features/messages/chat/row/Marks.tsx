import { AlarmClock, Pin, Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../model/types";
import styles from "../MessageRow.module.css";

/** Small signs beside a message: pinned for all, starred or kept for later by this reader. */
export function Marks({ message: { pinned, starred, later } }: { message: Message }) {
  const { t } = useTranslation("chat-act");
  if (!pinned && !starred && !later) return null;
  return (
    <span className={styles.marks}>
      {pinned && <Pin size={12} role="img" aria-label={t("pin.is")} />}
      {starred && <Star size={12} role="img" aria-label={t("star.is")} data-star />}
      {later && <AlarmClock size={12} role="img" aria-label={t("later.is")} />}
    </span>
  );
}
