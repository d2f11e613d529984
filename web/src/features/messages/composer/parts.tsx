import { SendHorizontal, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Composing } from "../model/composing";
import { countdown } from "../model/recall";
import { COUNTER_FROM, characters, MAX_CHARACTERS } from "../model/text";
import { useServerNow } from "../state/now";
import styles from "./Composer.module.css";

export function Counter({ text }: { text: string }) {
  const { t } = useTranslation("messages");
  // Counting ten thousand code points at every key is only worth it near the limit.
  if (text.length < COUNTER_FROM) return null;
  const left = MAX_CHARACTERS - characters(text);
  if (left > MAX_CHARACTERS - COUNTER_FROM) return null;
  return (
    <span className={styles.counter} data-over={left < 0 || undefined} role="status">
      {left < 0 ? t("composer.counter_over", { n: -left }) : t("composer.counter", { n: left })}
    </span>
  );
}

/** What the box is doing when it does not write anew. */
export function ModeBar({ box, onCancel }: { box: Composing; onCancel(): void }) {
  const { t } = useTranslation("messages");
  const now = useServerNow(1000);
  const { mode } = box;
  return (
    <div className={styles.mode}>
      <span className={styles.modeName}>{t(mode.kind === "edit" ? "composer.editing" : "composer.correcting")}</span>
      {mode.kind === "edit" && (
        <span className={styles.modeLeft}>{t("composer.editing_left", { time: countdown(mode.until, now) })}</span>
      )}
      <span className={styles.gap} />
      <button type="button" className={styles.cancel} onClick={onCancel} aria-label={t("composer.cancel")}>
        <X size={16} aria-hidden />
      </button>
    </div>
  );
}

export function SendButton({ ready, editing, onSend }: { ready: boolean; editing: boolean; onSend(): void }) {
  const { t } = useTranslation("messages");
  const label = t(editing ? "composer.save" : "composer.send");
  return (
    <button
      type="button"
      className={styles.send}
      data-ready={ready || undefined}
      disabled={!ready}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onSend}
      aria-label={label}
    >
      <SendHorizontal size={16} aria-hidden />
      <span className={styles.sendText}>{label}</span>
    </button>
  );
}
