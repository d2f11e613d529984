import { RotateCw, X } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { type UploadState, uploads } from "../../../platform/uploads";
import { Button, IconButton, Progress, toast } from "../../../ui";
import { FileMark, FileName } from "../../messages/chat/content/FileTile";
import { asFile } from "../../messages/composer/tray/stand";
import { useFault } from "../../messages/composer/tray/useFault";
import { sizeWords } from "../../messages/model/files";
import css from "./UploadRow.module.css";

/** One upload: how far it is, and what one may do about it. */
export function UploadRow({ state }: { state: UploadState }) {
  const { t } = useTranslation("files");
  const fault = useFault(state);
  const { key, name, size, type, phase } = state;
  const input = useRef<HTMLInputElement>(null);
  const cancel = () => void uploads().then((engine) => engine.cancel(key));
  const again = () => void uploads().then((engine) => engine.retry(key));
  const goOn = async (file: File | undefined) => {
    if (file === undefined) return;
    const engine = await uploads();
    if (!(await engine.resumeWith(key, file))) toast("error", t("upload.other_file", { name }));
  };
  return (
    <div className={css.row}>
      <FileMark file={asFile({ key, name, size, mime: type })} />
      <div className={css.main}>
        <FileName name={name} />
        <span className={css.state} data-faulty={phase === "refused" || undefined} role={fault ? "alert" : undefined}>
          {phase === "absent" ? t("upload.absent") : (fault ?? words(t, state))}
        </span>
        {phase !== "refused" && phase !== "absent" && (
          <Progress label={t("upload.progress", { name })} value={state.sent} max={Math.max(1, size)} />
        )}
      </div>
      {phase === "refused" && (
        <IconButton label={t("upload.retry", { name })} onClick={again}>
          <RotateCw size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      )}
      {phase === "absent" && (
        <>
          <Button onClick={() => input.current?.click()}>{t("upload.choose")}</Button>
          <input ref={input} type="file" hidden onChange={(event) => void goOn(event.target.files?.[0])} />
        </>
      )}
      <IconButton label={t("upload.cancel", { name })} onClick={cancel}>
        <X size={18} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}

type Say = ReturnType<typeof useTranslation<"files">>["t"];

function words(t: Say, { phase, sent, size }: UploadState): string {
  switch (phase) {
    case "waiting":
    case "preparing":
      return t("upload.waiting", { total: sizeWords(size) });
    case "offline":
      return t("upload.offline", { done: sizeWords(sent), total: sizeWords(size) });
    case "checking":
      return t("upload.checking");
    default:
      return t("upload.sending", { done: sizeWords(sent), total: sizeWords(size) });
  }
}
