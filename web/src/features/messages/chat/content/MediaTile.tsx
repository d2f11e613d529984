import { Play } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { lengthWords, sizeWords } from "../../model/files";
import type { Place } from "../../model/links";
import type { FileRef } from "../../model/types";
import { useLink } from "../../state/links";
import { FileName, FileTile } from "./FileTile";
import styles from "./MediaTile.module.css";

interface Props {
  file: FileRef;
  place: Place;
}

/** A film or a recording: nothing is fetched before somebody wants to see or hear it. */
export function MediaTile({ file, place }: Props) {
  const { t } = useTranslation("chat-show");
  const [wanted, setWanted] = useState(false);
  const [refused, setRefused] = useState(false);
  const film = file.media === "video";
  if (refused) return <Refused file={file} place={place} />;
  if (wanted) return <Player file={file} place={place} onRefused={() => setRefused(true)} />;
  const length = file.duration_ms === null ? "" : lengthWords(file.duration_ms);
  const facts = [length, sizeWords(file.size)].filter(Boolean).join(" · ");
  return (
    <button
      type="button"
      className={film ? styles.film : styles.sound}
      style={film ? { aspectRatio: shapeOf(file) } : undefined}
      aria-label={t(film ? "video.play" : "audio.play", { name: file.name, facts })}
      onClick={() => setWanted(true)}
    >
      <span className={film ? styles.filmStart : styles.soundStart}>
        <Play size={film ? 24 : 18} fill="currentColor" strokeWidth={0} aria-hidden />
      </span>
      <span className={film ? styles.filmFacts : styles.soundFacts}>
        <FileName name={file.name} />
        <span className={styles.length}>{facts}</span>
      </span>
    </button>
  );
}

/** A film keeps its shape from the first moment on. */
function shapeOf(file: FileRef): string {
  const { width, height } = file;
  if (width === null || height === null || width <= 0 || height <= 0) return "16 / 9";
  return `${Math.max(width, height * 0.6)} / ${Math.max(height, width * 0.4)}`;
}

function Player({ file, place, onRefused }: Props & { onRefused(): void }) {
  const { link, missed } = useLink(place, file, "original");
  const left = useRef(0);
  if (link.state === "gone" || link.state === "failed") return <Refused file={file} place={place} />;
  const url = link.state === "ready" ? link.url : undefined;
  const media = {
    src: url,
    controls: true,
    autoPlay: true,
    "aria-label": file.name,
    onTimeUpdate: (event: { currentTarget: HTMLMediaElement }) => {
      left.current = event.currentTarget.currentTime;
    },
    // After a link has been renewed one goes on where one was.
    onLoadedMetadata: (event: { currentTarget: HTMLMediaElement }) => {
      if (left.current > 0) event.currentTarget.currentTime = left.current;
    },
    onError: (event: { currentTarget: HTMLMediaElement }) => {
      const { error } = event.currentTarget;
      // What the browser cannot decode will not be better with another link; what never began may be a dead one.
      if (error?.code === MediaError.MEDIA_ERR_DECODE) onRefused();
      else if (url !== undefined) missed();
    },
  };
  if (file.media === "video")
    return <video {...media} className={styles.video} style={{ aspectRatio: shapeOf(file) }} playsInline />;
  return (
    <div className={styles.audio}>
      <FileName name={file.name} />
      <audio {...media} />
    </div>
  );
}

/** What cannot be played here can still be saved. */
function Refused({ file, place }: Props) {
  const { t } = useTranslation("chat-show");
  return (
    <div className={styles.refused}>
      <FileTile file={file} place={place} />
      <p>{t("media.refused")}</p>
    </div>
  );
}
