import { type DragEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import css from "./FileField.module.css";
import { dropped, type Misfit, taken } from "./files";

export interface FileFieldProps {
  /** What the button says. */
  label: string;
  /** What may be chosen, in words; read out with the button. */
  hint?: ReactNode;
  /** As <input accept> takes it; it counts for what is dropped, too. */
  accept?: string | undefined;
  multiple?: boolean;
  busy?: boolean;
  disabled?: boolean;
  icon?: ReactNode;
  /** Makes it a large place for dropping that says this. */
  zone?: string;
  onFiles(files: File[]): void;
  /** Told instead of said here, where the place has better words for what it does not take. */
  onMisfit?(misfit: Misfit, files: readonly File[]): void;
  /** What stands beside the button: the file that was chosen. */
  children?: ReactNode;
}

/**
 * Takes files: by a button for everybody, and dropped by those who have something to drag with. It keeps nothing:
 * what was chosen is the caller's to show.
 */
export function FileField(props: FileFieldProps) {
  const {
    label,
    hint,
    accept,
    multiple = false,
    busy = false,
    disabled = false,
    icon,
    zone,
    onFiles,
    onMisfit,
  } = props;
  const { t } = useTranslation("ui");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [misfit, setMisfit] = useState<Misfit | null>(null);
  const open = !busy && !disabled;
  useMissedDrops();

  const take = (files: readonly File[], folder = false) => {
    const found = taken(files, { accept, multiple, folder });
    setMisfit(onMisfit === undefined ? found.misfit : null);
    if (found.misfit !== null) onMisfit?.(found.misfit, files);
    if (found.files.length > 0) onFiles(found.files);
  };
  const drag = (event: DragEvent) => {
    if (!open || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    setOver(true);
  };
  const leave = (event: DragEvent<HTMLElement>) => {
    // Going on to something inside is no leaving.
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (!open || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    const { files, folder } = dropped(event.dataTransfer);
    take(files, folder);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the one for everybody
    <div
      className={zone === undefined ? css.line : css.zone}
      data-over={over || undefined}
      onDragEnter={drag}
      onDragOver={drag}
      onDragLeave={leave}
      onDrop={drop}
    >
      {zone !== undefined && (
        <>
          <span className={css.icon}>{icon}</span>
          <p className={css.words}>{zone}</p>
        </>
      )}
      <Button
        kind={zone === undefined ? "plain" : "primary"}
        icon={zone === undefined ? icon : undefined}
        busy={busy}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : id}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      {hint !== undefined && (
        <span id={id} className={css.hint}>
          {hint}
        </span>
      )}
      {props.children}
      {misfit !== null && (
        <p className={css.misfit} role="alert">
          {t(`file.${misfit}`)}
        </p>
      )}
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        multiple={multiple}
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = ""; // the same file may be chosen again after it was mended
        }}
      />
    </div>
  );
}

/** A file that is dropped beside its place opens instead of the page, and what was typed there is gone: it is refused. */
function useMissedDrops() {
  useEffect(() => {
    const refuse = (event: globalThis.DragEvent) => {
      if (event.defaultPrevented || event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    };
    window.addEventListener("dragover", refuse);
    window.addEventListener("drop", refuse);
    return () => {
      window.removeEventListener("dragover", refuse);
      window.removeEventListener("drop", refuse);
    };
  }, []);
}
