import { Upload } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { dropped, toast } from "../../../ui";
import { MAX_FILES } from "../model/attachments";
import styles from "./DropZone.module.css";

interface Props {
  /** Inside the pane that takes the files: its section. */
  within: RefObject<HTMLElement | null>;
  /** While a message is edited, files have no place; the drop must still not leave the page. */
  allowed: boolean;
  onFiles(files: File[]): void;
}

/** The whole pane takes files: while some hover over it, it says so. */
export function DropZone({ within, allowed, onFiles }: Props) {
  const { t } = useTranslation("chat-write");
  const [pane, setPane] = useState<HTMLElement | null>(null);
  const [over, setOver] = useState(false);

  const drop = useEffectEvent((event: DragEvent) => {
    const { files, folder } = dropped(event.dataTransfer as DataTransfer);
    if (folder) toast("plain", t("attach.folder"));
    if (files.length > 0) onFiles(files);
  });

  useEffect(() => {
    const section = within.current?.closest<HTMLElement>("section, aside") ?? null;
    setPane(section);
    if (section === null) return;
    // Every element that is entered and left inside counts, so only the balance tells.
    let depth = 0;
    const has = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const on = (name: "dragenter" | "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void) => {
      const listener = (event: DragEvent) => {
        if (!has(event)) return;
        event.preventDefault();
        act(event);
      };
      section.addEventListener(name, listener);
      return () => section.removeEventListener(name, listener);
    };
    const offs = [
      on("dragenter", () => setOver(++depth > 0)),
      on("dragover", (event) => {
        if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "copy";
      }),
      on("dragleave", () => setOver(--depth > 0)),
      on("drop", (event) => {
        depth = 0;
        setOver(false);
        drop(event);
      }),
    ];
    return () => {
      for (const off of offs) off();
    };
  }, [within]);

  if (!over || pane === null) return null;
  return createPortal(
    <div className={styles.zone}>
      <div className={styles.words}>
        <Upload size={28} strokeWidth={1.75} aria-hidden />
        <p className={styles.title}>{t(allowed ? "drop.title" : "attach.not_now")}</p>
        {allowed && <p className={styles.hint}>{t("drop.hint", { max: MAX_FILES })}</p>}
      </div>
    </div>,
    pane,
  );
}
