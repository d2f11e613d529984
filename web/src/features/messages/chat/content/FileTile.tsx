import { Download, FileX2, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Progress } from "../../../../ui";
import { lookOf, readingOf, sizeWords, splitName } from "../../model/files";
import type { Place } from "../../model/links";
import type { FileRef } from "../../model/types";
import { download, type Download as Saving, useDownload } from "../../state/downloads";
import { openWindow } from "../../windows/store";
import styles from "./FileTile.module.css";

interface Props {
  file: FileRef;
  place: Place;
}

/** A file that is saved, or read in place where that is possible. */
export function FileTile({ file, place }: Props) {
  const { t } = useTranslation("chat-show");
  const saving = useDownload(place, file);
  const how = readingOf(file);
  const gone = saving?.state === "failed" && saving.why === "gone";
  const open = () => {
    if (how !== null) openWindow({ kind: "reading", how, place, file });
    else if (saving?.state !== "running") void download(place, file);
  };
  return (
    <div className={styles.tile} data-gone={gone || undefined}>
      <button
        type="button"
        className={styles.open}
        onClick={open}
        disabled={gone}
        aria-label={t(how === null ? "file.save_named" : "file.read_named", {
          name: file.name,
          size: sizeWords(file.size),
        })}
      >
        <FileMark file={file} gone={gone} />
        <span className={styles.facts}>
          <FileName name={file.name} />
          <span className={styles.meta}>
            <State saving={saving} size={file.size} />
          </span>
        </span>
      </button>
      <SaveButton file={file} place={place} saving={saving} />
      {saving?.state === "running" && (
        <div className={styles.progress}>
          <Progress
            label={t("file.saving", { name: file.name })}
            value={saving.received}
            max={Math.max(1, file.size)}
          />
        </div>
      )}
    </div>
  );
}

/** What the file is, in one coloured sign. */
export function FileMark({ file, gone = false }: { file: FileRef; gone?: boolean }) {
  const look = lookOf(file);
  return (
    <span className={styles.mark} data-tone={gone ? "plain" : look.tone} aria-hidden>
      {gone ? <FileX2 size={20} strokeWidth={1.75} /> : look.label}
    </span>
  );
}

/** Shortened in its middle, because the end of a name tells what it is. */
export function FileName({ name }: { name: string }) {
  const [head, tail] = splitName(name);
  return (
    <bdi className={styles.name} title={name}>
      <span className={styles.head}>{head}</span>
      {tail !== "" && <span className={styles.tail}>{tail}</span>}
    </bdi>
  );
}

function State({ saving, size }: { saving: Saving | undefined; size: number }): ReactNode {
  const { t } = useTranslation("chat-show");
  switch (saving?.state) {
    case "running":
      return t("file.progress", { done: sizeWords(saving.received), total: sizeWords(size) });
    case "failed":
      return (
        <span className={styles.failed} role="alert">
          {t(`file.failed_${saving.why}`)}
        </span>
      );
    case "done":
      return t("file.saved", { size: sizeWords(size) });
    default:
      return sizeWords(size);
  }
}

function SaveButton({ file, place, saving }: Props & { saving: Saving | undefined }) {
  const { t } = useTranslation("chat-show");
  if (saving?.state === "running") {
    return (
      <button type="button" className={styles.act} onClick={saving.stop}>
        {t("cancel")}
      </button>
    );
  }
  const failed = saving?.state === "failed";
  if (failed && saving.why === "gone") return null;
  const label = t(failed ? "file.again_named" : "file.save_named", { name: file.name, size: sizeWords(file.size) });
  return (
    <button
      type="button"
      className={styles.act}
      onClick={() => void download(place, file)}
      aria-label={label}
      title={label}
    >
      {failed ? (
        <RotateCw size={18} strokeWidth={1.75} aria-hidden />
      ) : (
        <Download size={18} strokeWidth={1.75} aria-hidden />
      )}
    </button>
  );
}
