import { ImageOff, RotateCw } from "lucide-react";
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Variant } from "../model/links";
import type { Picture } from "../model/pictures";
import type { FileRef } from "../model/types";
import { useLink } from "../state/links";
import styles from "./Lightbox.module.css";
import { useGestures } from "./useGestures";
import { fitted, moved, type Point, type Size, toggled, type View, zoomed } from "./view";

interface Props {
  picture: Picture;
  view: View;
  onView(change: (view: View) => View): void;
  onSwipe(by: Point): void;
  /** Lets keys and buttons zoom as hands do, around the middle. */
  hands: Ref<Hands>;
}

export interface Hands {
  zoom(factor: number): void;
}

/** Moving pictures move only as they were sent; all others are shown as the server drew them anew. */
export function variantOf(file: FileRef): Variant {
  return file.mime === "image/gif" && file.size <= 20 * 1024 * 1024 ? "original" : "preview";
}

/** The picture itself, with all that hands do to it. */
export function Canvas({ picture, view, onView, onSwipe, hands }: Props) {
  const { t } = useTranslation("chat-show");
  const { file, place } = picture;
  const { link, missed, again } = useLink(place, file, variantOf(file));
  const stage = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  const [real, setReal] = useState<Size | null>(null);
  const known = file.width !== null && file.height !== null ? { width: file.width, height: file.height } : null;
  const size = known ?? real ?? { width: 0, height: 0 };
  const fit = fitted(size, room, view.turn);

  useLayoutEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const measure = () => setRoom({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const zoom = (factor: number, at: Point) => onView((v) => zoomed(v, factor, at, fit, room));
  useImperativeHandle(hands, () => ({ zoom: (factor) => zoom(factor, { x: 0, y: 0 }) }));
  const gestures = useGestures(stage, {
    zoom,
    move: (by) => onView((v) => moved(v, by, fit, room)),
    toggle: (at) => onView((v) => toggled(v, at, size, fit, room)),
    swipe: onSwipe,
    zoomed: () => view.scale > 1.01,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture has another size
  useEffect(() => setReal(null), [file.id]);

  return (
    <div ref={stage} className={styles.canvas} data-near={view.scale > 1.01 || undefined} {...gestures}>
      {link.state === "asking" && <span className={styles.waiting}>{t("picture.loading")}</span>}
      {link.state === "ready" && (
        <img
          key={link.url}
          className={styles.picture}
          src={link.url}
          alt={t("picture.alt", { name: file.name, from: picture.from })}
          draggable={false}
          style={{
            width: fit.width || undefined,
            height: fit.height || undefined,
            transform: `translate(-50%, -50%) translate(${view.x}px, ${view.y}px) scale(${view.scale}) rotate(${view.turn * 90}deg)`,
          }}
          onLoad={(event) => {
            const { naturalWidth: width, naturalHeight: height } = event.currentTarget;
            setReal({ width, height });
          }}
          onError={missed}
        />
      )}
      {link.state === "gone" && (
        <p className={styles.lost}>
          <ImageOff size={28} strokeWidth={1.5} aria-hidden />
          {t("file.failed_gone")}
        </p>
      )}
      {link.state === "failed" && (
        <p className={styles.lost}>
          {t("picture.failed")}
          <button type="button" className={styles.again} onClick={again}>
            <RotateCw size={16} aria-hidden />
            {t("retry")}
          </button>
        </p>
      )}
    </div>
  );
}
