import { RotateCw, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useUpload } from "../../../../platform/uploads";
import { IconButton, Progress } from "../../../../ui";
import { FileMark, FileName } from "../../../messages/chat/content/FileTile";
import { asFile } from "../../../messages/composer/tray/stand";
import { useFault } from "../../../messages/composer/tray/useFault";
import { sizeWords } from "../../../messages/model/files";
import type { Attached } from "../../definition";
import { refOf } from "./attached";
import css from "./files.module.css";

/** A file that is there. */
export function AttachedRow({ file, onRemove }: { file: Attached; onRemove: () => void }) {
  const { t } = useTranslation("approval-form");
  return (
    <li className={css.row}>
      <FileMark file={refOf(file)} />
      <span className={css.words}>
        <FileName name={file.name} />
        <span className={css.meta}>{sizeWords(file.size)}</span>
      </span>
      <IconButton label={t("files.remove", { name: file.name })} onClick={onRemove}>
        <X size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </li>
  );
}

/** A file on its way, or one that the server would not have. */
export function WaitingRow({ id, onAgain, onDrop }: { id: string; onAgain: () => void; onDrop: () => void }) {
  const { t } = useTranslation("approval-form");
  const state = useUpload(id);
  const fault = useFault(state);
  if (state === undefined) return null;
  const { name, size, sent, type, phase } = state;
  return (
    <li className={css.row}>
      <FileMark file={asFile({ key: id, name, size, mime: type })} />
      <span className={css.words}>
        <FileName name={name} />
        {fault === null ? (
          <Progress label={t("files.progress", { name })} value={sent} max={Math.max(1, size)} />
        ) : (
          <span className={css.fault} role="alert">
            {fault}
          </span>
        )}
      </span>
      {phase === "refused" && (
        <IconButton label={t("files.again", { name })} onClick={onAgain}>
          <RotateCw size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
      )}
      <IconButton label={t("files.remove", { name })} onClick={onDrop}>
        <X size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </li>
  );
}
