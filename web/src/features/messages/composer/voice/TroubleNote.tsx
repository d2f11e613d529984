import { MicOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui";
import type { Trouble } from "./limits";
import styles from "./Voice.module.css";

/** Why there is nothing to record with, and what can be done about it. */
export function TroubleNote({ why, onAgain, onClose }: { why: Trouble; onAgain(): void; onClose(): void }) {
  const { t } = useTranslation("chat-write");
  const hopeless = why === "insecure" || why === "unsupported";
  return (
    <div className={styles.trouble} role="alert">
      <MicOff size={20} strokeWidth={1.75} aria-hidden />
      <span className={styles.why}>{t(`voice.trouble_${why}`)}</span>
      <Button onClick={onClose}>{t("voice.close")}</Button>
      {!hopeless && (
        <Button kind="primary" onClick={onAgain}>
          {t("voice.again")}
        </Button>
      )}
    </div>
  );
}
