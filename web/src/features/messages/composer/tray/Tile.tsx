import { ArrowLeft, ArrowRight, RotateCw, Trash2, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type UploadState, useUpload } from "../../../../platform/uploads";
import { Menu, Progress } from "../../../../ui";
import { FileMark, FileName } from "../../chat/content/FileTile";
import { type Attachment, isPicturePiece } from "../../model/attachments";
import { sizeWords } from "../../model/files";
import { asFile, isFaulty, shareOf } from "./stand";
import styles from "./Tray.module.css";
import { useBlobUrl } from "./useBlobUrl";
import { useFault } from "./useFault";

interface Props {
  file: Attachment;
  first: boolean;
  last: boolean;
  onMove(by: number): void;
  onRemove(): void;
  onRetry(): void;
}

/** One file before it goes out: what it is, how far it is, and what stands against it. */
export function Tile({ file, first, last, onMove, onRemove, onRetry }: Props) {
  const { t } = useTranslation("chat-write");
  const state = useUpload(file.key);
  const fault = useFault(state);
  const [broken, setBroken] = useState(false);
  const picture = isPicturePiece(file.mime) && fault === null && !broken;
  const faulty = isFaulty(state);
  const groups = [
    [
      { id: "left", label: t("tile.left"), icon: <ArrowLeft size={16} />, disabled: first, onSelect: () => onMove(-1) },
      {
        id: "right",
        label: t("tile.right"),
        icon: <ArrowRight size={16} />,
        disabled: last,
        onSelect: () => onMove(1),
      },
    ],
    [
      ...(faulty ? [{ id: "retry", label: t("tile.retry"), icon: <RotateCw size={16} />, onSelect: onRetry }] : []),
      { id: "remove", label: t("tile.remove"), icon: <Trash2 size={16} />, danger: true, onSelect: onRemove },
    ],
  ];
  const label = t("tile.label", { name: file.name, size: sizeWords(file.size) });
  return (
    <div className={styles.tile} data-picture={picture || undefined} data-faulty={faulty || undefined}>
      <Menu
        side="top"
        groups={groups}
        trigger={
          <button type="button" className={styles.open} aria-label={label} title={file.name}>
            {picture ? (
              <Thumb file={file} onBroken={() => setBroken(true)} />
            ) : (
              <Facts file={file} state={state} fault={fault} />
            )}
          </button>
        }
      />
      <UploadBar state={state} name={file.name} />
      {state?.phase === "refused" && (
        <button type="button" className={styles.retry} onClick={onRetry}>
          {t("tile.retry")}
        </button>
      )}
      <button
        type="button"
        className={styles.remove}
        aria-label={t("tile.remove_named", { name: file.name })}
        title={t("tile.remove")}
        onClick={onRemove}
      >
        <X size={14} strokeWidth={2} aria-hidden />
      </button>
    </div>
  );
}

function Thumb({ file, onBroken }: { file: Attachment; onBroken(): void }) {
  const url = useBlobUrl(file.key);
  return url === null ? (
    <span className={styles.noThumb} />
  ) : (
    <img className={styles.thumb} src={url} alt="" onError={onBroken} />
  );
}

function Facts({ file, state, fault }: { file: Attachment; state: UploadState | undefined; fault: string | null }) {
  const { t } = useTranslation("chat-write");
  return (
    <>
      <FileMark file={asFile(file)} />
      <span className={styles.facts}>
        <FileName name={file.name} />
        <span className={styles.meta} role={fault === null ? undefined : "alert"}>
          {fault ?? (state?.phase === "offline" ? t("tile.offline") : sizeWords(file.size))}
        </span>
      </span>
    </>
  );
}

/** Shown from when it begins until all is there. */
function UploadBar({ state, name }: { state: UploadState | undefined; name: string }) {
  const { t } = useTranslation("chat-write");
  const share = shareOf(state);
  if (share === null) return null;
  return (
    <span className={styles.bar}>
      <Progress label={t("tile.sending", { name })} value={Math.round(share * 100)} />
    </span>
  );
}
