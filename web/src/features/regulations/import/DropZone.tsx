import { FileText } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui";
import css from "./ImportStart.module.css";

/** Takes one text file, dropped or chosen. */
export function DropZone({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const { t } = useTranslation("regulations");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && !busy) onFile(file);
  };
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the one for everybody
    <div
      className={css.zone}
      data-over={over || undefined}
      onDragEnter={drag(true)}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files);
      }}
    >
      <FileText size={40} strokeWidth={1.25} className={css.icon} aria-hidden />
      <p className={css.words}>{t("import.drop")}</p>
      <Button kind="primary" busy={busy} aria-describedby={id} onClick={() => input.current?.click()}>
        {t("import.choose")}
      </Button>
      <p id={id} className={css.small}>
        {t("import.kinds")}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".txt,.md,.markdown,text/plain,text/markdown"
        aria-label={t("import.choose")}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = ""; // the same file may be chosen again after it was mended
        }}
      />
    </div>
  );
}
