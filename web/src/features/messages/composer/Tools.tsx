import { AtSign, CaseSensitive, Image, Keyboard, Mic, Paperclip } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Composer.module.css";
import { EmojiButton } from "./EmojiButton";

interface Props {
  mentions: boolean;
  rich: boolean;
  /** Null where nothing can be attached, as while a message is edited. */
  onFiles: ((files: File[]) => void) | null;
  onVoice: (() => void) | null;
  talking: boolean;
  onInsert(piece: string): void;
  onAt(): void;
  onRich(): void;
}

const ICON = { size: 20, strokeWidth: 1.75, "aria-hidden": true } as const;

/** What can be put into a message beside words. */
export function Tools({ mentions, rich, onFiles, onVoice, talking, onInsert, onAt, onRich }: Props) {
  const { t } = useTranslation(["chat-write", "messages"]);
  const voice = onVoice !== null && (
    <Tool label={t(talking ? "voice.keyboard" : "voice.record")} pressed={talking} onClick={onVoice}>
      {talking ? <Keyboard {...ICON} /> : <Mic {...ICON} />}
    </Tool>
  );
  // There is no text to put anything into.
  if (talking) return voice;
  return (
    <>
      <EmojiButton onChoose={onInsert} />
      {mentions && (
        <Tool label={t("messages:composer.at")} onClick={onAt}>
          <AtSign {...ICON} />
        </Tool>
      )}
      {onFiles !== null && (
        <>
          <Picker label={t("attach.images")} accept="image/*" onFiles={onFiles}>
            <Image {...ICON} />
          </Picker>
          <Picker label={t("attach.files")} onFiles={onFiles}>
            <Paperclip {...ICON} />
          </Picker>
        </>
      )}
      {voice}
      <Tool label={t(rich ? "format.off" : "format.on")} pressed={rich} onClick={onRich}>
        <CaseSensitive {...ICON} size={22} />
      </Tool>
    </>
  );
}

interface ToolProps {
  label: string;
  pressed?: boolean;
  onClick(): void;
  children: ReactNode;
}

function Tool({ label, pressed, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      // The caret stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

interface PickerProps {
  label: string;
  accept?: string;
  onFiles(files: File[]): void;
  children: ReactNode;
}

function Picker({ label, accept, onFiles, children }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tool label={label} onClick={() => input.current?.click()}>
        {children}
      </Tool>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accept}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = ""; // the same file can be chosen again
        }}
      />
    </>
  );
}
