import { ImageOff, RotateCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Frame } from "../../model/files";
import type { Place } from "../../model/links";
import type { FileRef } from "../../model/types";
import { useLink } from "../../state/links";
import styles from "./PictureTile.module.css";

interface Props {
  file: FileRef;
  place: Place;
  /** The shape of a picture that stands alone; null for a square among several. */
  alone: Frame | null;
  label: string;
  onOpen(): void;
}

/** A small picture that opens the large one, or says in words why there is none. */
export function PictureTile({ file, place, alone, label, onOpen }: Props) {
  const { t } = useTranslation("chat-show");
  // Alone and on a fine screen, one sees more than the small variant has.
  const fine = alone !== null && window.devicePixelRatio > 1.5;
  const { link, missed, again } = useLink(place, file, fine ? "preview" : "thumb");
  const [there, setThere] = useState(false);
  const { state } = link;
  return (
    <button
      type="button"
      className={styles.picture}
      style={alone === null ? undefined : { width: alone.width, aspectRatio: `${alone.width} / ${alone.height}` }}
      aria-label={state === "failed" ? t("picture.again", { name: file.name }) : label}
      disabled={state === "gone"}
      onClick={state === "failed" ? again : onOpen}
    >
      {state === "asking" && <span className={styles.waiting} />}
      {state === "ready" && (
        <img
          className={styles.image}
          data-there={there || undefined}
          src={link.url}
          alt=""
          draggable={false}
          decoding="async"
          onLoad={() => setThere(true)}
          onError={missed}
        />
      )}
      {state === "gone" && (
        <span className={styles.lost}>
          <ImageOff size={20} strokeWidth={1.75} aria-hidden />
          {t("file.gone_short")}
        </span>
      )}
      {state === "failed" && (
        <span className={styles.lost}>
          <RotateCw size={20} strokeWidth={1.75} aria-hidden />
          {t("picture.failed")}
        </span>
      )}
      {file.mime === "image/gif" && <span className={styles.moving}>GIF</span>}
    </button>
  );
}
