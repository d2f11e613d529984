import { Smile } from "lucide-react";
import { useTranslation } from "react-i18next";
import { late, Popover } from "../../../ui";
import styles from "./Composer.module.css";
import { recentEmoji, rememberEmoji } from "./recentEmoji";

// The set is only needed by those who open it.
const EmojiPanel = late(async () => (await import("./EmojiPanel")).default, <div className={styles.emojiWait} />);

export function EmojiButton({ onChoose }: { onChoose(char: string): void }) {
  const { t } = useTranslation("messages");
  return (
    <Popover
      label={t("composer.emoji")}
      side="top"
      trigger={
        <button type="button" className={styles.tool} aria-label={t("composer.emoji")} title={t("composer.emoji")}>
          <Smile size={20} strokeWidth={1.75} aria-hidden />
        </button>
      }
    >
      {(close) => (
        <EmojiPanel
          recent={recentEmoji()}
          onChoose={(char) => {
            rememberEmoji(char);
            close();
            onChoose(char);
          }}
        />
      )}
    </Popover>
  );
}
