import { Pause, Play, SendHorizontal, Square, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, toast } from "../../../../ui";
import { lengthWords } from "../../model/files";
import { countdownAt } from "./limits";
import type { Recorded } from "./recorder";
import { TroubleNote } from "./TroubleNote";
import { LEVELS_SHOWN, useRecorder } from "./useRecorder";
import styles from "./Voice.module.css";
import { Wave } from "./Wave";

interface Props {
  onSend(recorded: Recorded): void;
  onClose(): void;
}

/** At a desk: one click begins, one ends, and one may listen before it goes out. */
export function VoiceBar({ onSend, onClose }: Props) {
  const { t } = useTranslation("chat-write");
  const { stand, begin, finish, drop, over } = useRecorder(() => toast("plain", t("voice.too_short")));
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => void begin(), [begin]);
  useEffect(() => {
    if (over) void finish();
  }, [over, finish]);
  useEffect(() => bar.current?.focus(), []);

  const close = () => {
    drop();
    onClose();
  };
  const end = async () => {
    if ((await finish()) === null) onClose();
  };
  const send = async () => {
    const recorded = stand.at === "recorded" ? stand.recorded : await finish();
    if (recorded !== null) onSend(recorded);
    onClose();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of controls, not of fields
    <div
      ref={bar}
      role="group"
      tabIndex={-1}
      aria-label={t("voice.record")}
      className={styles.bar}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      {stand.at === "trouble" ? (
        <TroubleNote why={stand.why} onAgain={() => void begin()} onClose={onClose} />
      ) : (
        <>
          <button
            type="button"
            className={styles.round}
            aria-label={t("voice.drop")}
            title={t("voice.drop")}
            onClick={close}
          >
            <Trash2 size={18} strokeWidth={1.75} aria-hidden />
          </button>
          {stand.at === "recorded" ? (
            <Listen recorded={stand.recorded} />
          ) : (
            <>
              <Recording stand={stand} />
              <button
                type="button"
                className={styles.stop}
                disabled={stand.at !== "recording"}
                aria-label={t("voice.stop")}
                title={t("voice.stop")}
                onClick={() => void end()}
              >
                <Square size={14} fill="currentColor" strokeWidth={0} aria-hidden />
              </button>
            </>
          )}
          <Button
            kind="primary"
            icon={<SendHorizontal size={16} aria-hidden />}
            disabled={stand.at !== "recording" && stand.at !== "recorded"}
            onClick={() => void send()}
          >
            {t("voice.send")}
          </Button>
        </>
      )}
    </div>
  );
}

function Recording({ stand }: { stand: { at: string; ms?: number; levels?: number[] } }) {
  const { t } = useTranslation("chat-write");
  const ms = stand.ms ?? 0;
  const left = countdownAt(ms);
  const levels = stand.levels ?? [];
  // Speech seldom passes a third of what is possible; it fills the height all the same.
  const shown = [...Array.from({ length: LEVELS_SHOWN - levels.length }, () => 0), ...levels.map((l) => l * 3)];
  return (
    <>
      <span className={styles.dot} data-on={stand.at === "recording" || undefined} aria-hidden />
      <span className={styles.time} role="timer">
        {lengthWords(ms)}
      </span>
      <Wave levels={shown} />
      <span className={styles.words} role="status">
        {stand.at === "asking" ? t("voice.asking") : left === null ? t("voice.on") : t("voice.left", { n: left })}
      </span>
    </>
  );
}

function Listen({ recorded }: { recorded: Recorded }) {
  const { t } = useTranslation("chat-write");
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [url] = useState(() => URL.createObjectURL(recorded.bytes));
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const length = recorded.duration_ms;
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: one's own voice of a moment ago */}
      <audio
        ref={audio}
        src={url}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime * 1000)}
      />
      <button
        type="button"
        className={styles.play}
        aria-label={t(playing ? "voice.pause" : "voice.listen")}
        onClick={() => (playing ? audio.current?.pause() : void audio.current?.play().catch(() => undefined))}
      >
        {playing ? (
          <Pause size={16} fill="currentColor" strokeWidth={0} aria-hidden />
        ) : (
          <Play size={16} fill="currentColor" strokeWidth={0} aria-hidden />
        )}
      </button>
      <Wave levels={recorded.wave.map((value) => value / 31)} past={at / length} />
      <span className={styles.time}>{lengthWords(at > 0 ? at : length)}</span>
      <span className={styles.gap} />
    </>
  );
}
