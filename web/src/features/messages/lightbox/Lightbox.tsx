import { ChevronLeft, ChevronRight, Download, RotateCwSquare, X, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { momentOf } from "../../../platform/when";
import { Stage, toast } from "../../../ui";
import { type Picture, picturesOf } from "../model/pictures";
import { download, useDownload } from "../state/downloads";
import { links } from "../state/links";
import { useTimelines } from "../state/timelineStore";
import { Canvas, type Hands, variantOf } from "./Canvas";
import styles from "./Lightbox.module.css";
import { type Point, turned, type View, whole } from "./view";

interface Props {
  start: string;
  /** Its loaded pictures are looked through; null looks through the given ones. */
  conversationId: string | null;
  pictures: Picture[];
  onClose(): void;
  children?: ReactNode;
}

const none: Picture[] = [];

/** Pictures one after the other over the whole window. */
export function Lightbox({ start, conversationId, pictures: given, onClose, children }: Props) {
  const { t } = useTranslation("chat-show");
  const messages = useTimelines((s) => (conversationId === null ? null : s.timelines.get(conversationId)?.messages));
  const pictures = useMemo(
    () => (messages ? picturesOf(messages) : given.length > 0 ? given : none),
    [messages, given],
  );
  const [key, setKey] = useState(start);
  const [view, setView] = useState<View>(whole);
  const hands = useRef<Hands>(null);
  const at = pictures.findIndex((p) => p.key === key);
  const picture = pictures[at];

  // What was recalled while one looked at it is gone from here as well.
  useEffect(() => {
    if (picture === undefined) {
      onClose();
      toast("plain", t("picture.withdrawn"));
    }
  }, [picture, onClose, t]);

  // The neighbours are fetched ahead.
  useEffect(() => {
    for (const near of [pictures[at + 1], pictures[at - 1]]) if (near !== undefined) ahead(near);
  }, [pictures, at]);

  const go = (step: number) => {
    const next = pictures[at + step];
    if (next === undefined) return;
    setKey(next.key);
    setView(whole);
  };
  const zoom = (factor: number) => hands.current?.zoom(factor);
  const onSwipe = (by: Point) => {
    if (Math.abs(by.x) > 60 && Math.abs(by.x) > Math.abs(by.y)) go(by.x < 0 ? 1 : -1);
    else if (by.y > 100) onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const keys: Record<string, (() => void) | undefined> = {
    ArrowLeft: () => go(-1),
    ArrowRight: () => go(1),
    "+": () => zoom(1.5),
    "=": () => zoom(1.5),
    "-": () => zoom(1 / 1.5),
    "0": () => setView(whole),
    r: () => setView(turned),
  };
  if (picture === undefined) return null;
  return (
    <Stage label={t("picture.window")} onClose={onClose} onKeyDown={onKeyDown}>
      <Canvas picture={picture} view={view} onView={setView} onSwipe={onSwipe} hands={hands} />
      <header className={styles.bar}>
        <Facts picture={picture} at={at} total={pictures.length} />
        <Tool label={t("picture.smaller")} disabled={view.scale <= 1.01} onClick={() => zoom(1 / 1.5)}>
          <ZoomOut size={20} strokeWidth={1.75} aria-hidden />
        </Tool>
        <Tool label={t("picture.larger")} onClick={() => zoom(1.5)}>
          <ZoomIn size={20} strokeWidth={1.75} aria-hidden />
        </Tool>
        <Tool label={t("picture.turn")} onClick={() => setView(turned)}>
          <RotateCwSquare size={20} strokeWidth={1.75} aria-hidden />
        </Tool>
        <Save picture={picture} />
        <Tool label={t("picture.close")} onClick={onClose}>
          <X size={22} strokeWidth={1.75} aria-hidden />
        </Tool>
      </header>
      <Tool className={styles.before} label={t("picture.before")} disabled={at <= 0} onClick={() => go(-1)}>
        <ChevronLeft size={28} strokeWidth={1.75} aria-hidden />
      </Tool>
      <Tool
        className={styles.after}
        label={t("picture.after")}
        disabled={at >= pictures.length - 1}
        onClick={() => go(1)}
      >
        <ChevronRight size={28} strokeWidth={1.75} aria-hidden />
      </Tool>
      {children}
    </Stage>
  );
}

function Facts({ picture, at, total }: { picture: Picture; at: number; total: number }) {
  const { zone } = useMe().settings;
  const { t } = useTranslation("chat-show");
  return (
    <div className={styles.facts} aria-live="polite">
      <strong className={styles.name}>{picture.file.name}</strong>
      <span className={styles.meta}>
        {t("picture.facts", { from: picture.from, at: momentOf(zone, picture.at) })}
        <span className={styles.count}>{t("picture.count", { n: at + 1, total })}</span>
      </span>
    </div>
  );
}

function Save({ picture }: { picture: Picture }) {
  const { t } = useTranslation("chat-show");
  const saving = useDownload(picture.place, picture.file);
  const failed = saving?.state === "failed" ? saving.why : null;
  useEffect(() => {
    if (failed !== null) toast("error", t(`file.failed_${failed}`));
  }, [failed, t]);
  return (
    <Tool
      label={t("picture.save")}
      disabled={saving?.state === "running"}
      onClick={() => void download(picture.place, picture.file)}
    >
      <Download size={20} strokeWidth={1.75} aria-hidden />
    </Tool>
  );
}

interface ToolProps {
  label: string;
  disabled?: boolean;
  className?: string | undefined;
  onClick(): void;
  children: ReactNode;
}

function Tool({ label, disabled = false, className, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      className={[styles.tool, className].filter(Boolean).join(" ")}
      title={label}
      aria-label={label}
      // A button that is disabled under the pointer would lose the focus, and with it the keys.
      aria-disabled={disabled || undefined}
      onClick={() => !disabled && onClick()}
    >
      {children}
    </button>
  );
}

async function ahead({ place, file }: Picture): Promise<void> {
  const link = await links.get({ place, file_id: file.id, variant: variantOf(file) });
  if (link.state === "ready") new Image().src = link.url;
}
