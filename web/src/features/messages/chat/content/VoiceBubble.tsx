import { CircleAlert, Pause, Play } from "lucide-react";
import { type CSSProperties, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { lengthWords } from "../../model/files";
import type { Place } from "../../model/links";
import type { VoiceContent } from "../../model/types";
import { barCount, barsOf } from "../../model/voice";
import { heardKey, useHeard } from "../../state/heard";
import { changeRate, seek, toggle, useVoice, type Voice, voiceKey } from "../../state/voice";
import styles from "./VoiceBubble.module.css";

/** Whose voice it is; a copy within a record is nobody's to mark. */
export type Hearing = "mine" | "theirs" | "copy";

interface Props {
  content: VoiceContent;
  place: Place;
  hearing: Hearing;
}

/** A voice message: play, its wave to seek in, the time that is left, the speed. */
export function VoiceBubble({ content, place, hearing }: Props) {
  const { t } = useTranslation("chat-show");
  const voice = useMemo<Voice>(() => ({ content, place, alone: hearing !== "copy" }), [content, place, hearing]);
  const key = voiceKey(voice);
  const phase = useVoice((s) => (s.key === key ? s.phase : null));
  const at = useVoice((s) => (s.key === key ? s.at : 0));
  const rate = useVoice((s) => s.rate);
  const heard = useHeard((s) => place.kind === "message" && s.marks.has(heardKey(place.conversation_id, place.seq)));
  const bars = useMemo(() => barsOf(content.wave, barCount(content.duration_ms)), [content]);
  const playing = phase === "playing";
  const length = Math.max(1, content.duration_ms);
  const lost = phase === "failed" || phase === "gone";
  return (
    <div className={styles.voice}>
      <button
        type="button"
        className={styles.play}
        data-loading={phase === "loading" || undefined}
        aria-label={t(playing ? "voice.pause" : "voice.play", { length: lengthWords(length) })}
        onClick={() => toggle(voice)}
      >
        {playing ? (
          <Pause size={16} fill="currentColor" strokeWidth={0} aria-hidden />
        ) : (
          <Play size={16} fill="currentColor" strokeWidth={0} aria-hidden className={styles.triangle} />
        )}
      </button>
      <span className={styles.wave} style={{ "--bars": bars.length } as CSSProperties}>
        <span aria-hidden className={styles.bars}>
          {bars.map((height, n) => {
            const bar = `${n}`;
            const past = at > 0 && n / bars.length < at / length;
            return <i key={bar} data-past={past || undefined} style={{ height: `${Math.round(14 + 86 * height)}%` }} />;
          })}
        </span>
        <input
          type="range"
          className={styles.seek}
          min={0}
          max={length}
          step={500}
          value={Math.min(at, length)}
          aria-label={t("voice.seek")}
          aria-valuetext={t("voice.at", { at: lengthWords(at), length: lengthWords(length) })}
          onChange={(event) => seek(voice, Number(event.target.value))}
        />
      </span>
      <span className={styles.left}>{lengthWords(Math.max(0, length - at))}</span>
      {phase !== null && !lost && (
        <button type="button" className={styles.rate} onClick={changeRate} aria-label={t("voice.rate", { rate })}>
          {rate}×
        </button>
      )}
      {hearing === "theirs" && !heard && (
        <span className={styles.unheard} role="img" aria-label={t("voice.unheard")} title={t("voice.unheard")} />
      )}
      {lost && (
        <span className={styles.lost} role="alert">
          <CircleAlert size={14} aria-hidden />
          {phase === "gone" ? t("file.failed_gone") : t("voice.failed")}
        </span>
      )}
    </div>
  );
}
