import { FileSpreadsheet } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui";
import css from "./DropZone.module.css";
import { type FileFault, faultOf } from "./fileCheck";

interface Props {
  onFile: (file: File) => void;
  onFault: (fault: FileFault) => void;
}

/** Takes one file, dropped or chosen. */
export function DropZone({ onFile, onFault }: Props) {
  const { t } = useTranslation("admin");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const take = (files: readonly File[]) => {
    const fault = faultOf(files);
    const file = files[0];
    if (fault !== null) onFault(fault);
    else if (file !== undefined) onFile(file);
  };
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the one for everybody
    <div
      className={`${css.zone} ${over ? css.over : ""}`}
      onDragEnter={drag(true)}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
    >
      <FileSpreadsheet size={40} strokeWidth={1.25} className={css.icon} aria-hidden />
      <p className={css.words}>{t("import.drop")}</p>
      <Button kind="primary" aria-describedby={id} onClick={() => input.current?.click()}>
        {t("import.choose")}
      </Button>
      <p id={id} className={css.hint}>
        {t("import.kinds")}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.xlsx"
        aria-label={t("import.choose")}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = ""; // the same file may be chosen again after it was mended
        }}
      />
    </div>
  );
}
