import { useTranslation } from "react-i18next";
import { PopoverPopup } from "../../../ui";
import { useChat } from "../chat/actions";
import EmojiPanel from "../composer/EmojiPanel";
import { recentEmoji, rememberEmoji } from "../composer/recentEmoji";
import { reactedBy } from "../model/marks";
import type { Message } from "../model/types";
import { emojiName, QUICK } from "./quick";
import styles from "./ReactionPicker.module.css";

interface Props {
  message: Message;
  from: HTMLElement;
  onChoose(emoji: string): void;
  onClose(): void;
}

/** All emoji to answer a message with: the usual ones first. */
export function ReactionPicker({ message, from, onChoose, onClose }: Props) {
  const { t } = useTranslation("chat-act");
  const { me } = useChat();
  const choose = (emoji: string) => {
    onClose();
    onChoose(emoji);
  };
  return (
    <PopoverPopup from={from} label={t("act.react")} side="top" align="start" onClose={onClose}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own */}
      <div className={styles.quick} role="group" aria-label={t("react.usual")}>
        {QUICK.map((emoji) => (
          <button
            key={emoji}
            type="button"
            className={styles.emoji}
            aria-pressed={reactedBy(message, emoji, me)}
            aria-label={emojiName(emoji)}
            title={emojiName(emoji)}
            onClick={() => choose(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
      <EmojiPanel
        recent={recentEmoji()}
        onChoose={(emoji) => {
          rememberEmoji(emoji);
          choose(emoji);
        }}
      />
    </PopoverPopup>
  );
}
