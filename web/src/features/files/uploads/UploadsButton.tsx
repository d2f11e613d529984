import { Upload } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { isUnderway, KEPT_SIZE, useLeaveGuard } from "../../../platform/uploads";
import { Popover } from "../../../ui";
import { UploadRow } from "./UploadRow";
import css from "./Uploads.module.css";
import { sharesOf, useLibraryUploads } from "./useLibraryUploads";

/** In the rail while something goes into the library: how far it is, on whatever page one is. */
export function UploadsButton() {
  const { t } = useTranslation("files");
  const states = useLibraryUploads();
  const percent = Math.floor(sharesOf(states) * 100);
  // Their bytes are known to this page alone.
  useLeaveGuard(states.some((state) => isUnderway(state.phase) && state.size > KEPT_SIZE));
  if (states.length === 0) return null;
  return (
    <Popover
      label={t("upload.list")}
      side="right"
      align="end"
      trigger={
        <button type="button" className={css.button} aria-label={t("upload.summary", { n: states.length, percent })}>
          <span className={css.ring} style={{ "--share": `${percent}%` } as CSSProperties}>
            <Upload size={16} strokeWidth={1.75} aria-hidden />
          </span>
          <span className={css.percent}>{percent}%</span>
        </button>
      }
    >
      {() => (
        <div className={css.window}>
          {states.map((state) => (
            <UploadRow key={state.key} state={state} />
          ))}
        </div>
      )}
    </Popover>
  );
}

/** The same on a phone, where there is no rail. */
export function UploadsBar() {
  const { t } = useTranslation("files");
  const states = useLibraryUploads();
  const percent = Math.floor(sharesOf(states) * 100);
  useLeaveGuard(states.some((state) => isUnderway(state.phase) && state.size > KEPT_SIZE));
  if (states.length === 0) return null;
  return (
    <Popover
      label={t("upload.list")}
      trigger={
        <button type="button" className={css.bar}>
          <Upload size={16} strokeWidth={1.75} aria-hidden />
          {t("upload.summary", { n: states.length, percent })}
        </button>
      }
    >
      {() => (
        <div className={css.window}>
          {states.map((state) => (
            <UploadRow key={state.key} state={state} />
          ))}
        </div>
      )}
    </Popover>
  );
}
