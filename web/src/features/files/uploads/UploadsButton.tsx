import { Upload } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { isUnderway, KEPT_SIZE, type UploadState, useLeaveGuard } from "../../../platform/uploads";
import { Popover } from "../../../ui";
import { UploadRow } from "./UploadRow";
import css from "./Uploads.module.css";
import { sharesOf, useLibraryUploads } from "./useLibraryUploads";

/** In the rail while something goes into the library: how far it is, on whatever page one is. */
export function UploadsButton() {
  const { t } = useTranslation("files");
  const { states, percent, moving, summary } = useSummary();
  if (states.length === 0) return null;
  return (
    <Popover
      label={t("upload.list")}
      side="right"
      align="end"
      trigger={
        <button type="button" className={css.button} aria-label={summary} title={summary}>
          <span className={css.ring} style={{ "--share": `${percent}%` } as CSSProperties}>
            <Upload size={16} strokeWidth={1.75} aria-hidden />
          </span>
          <span className={css.percent}>{moving ? `${percent}%` : t("upload.halted")}</span>
        </button>
      }
    >
      {() => <Rows states={states} />}
    </Popover>
  );
}

/** The same on a phone, where there is no rail. */
export function UploadsBar() {
  const { t } = useTranslation("files");
  const { states, summary } = useSummary();
  if (states.length === 0) return null;
  return (
    <Popover
      label={t("upload.list")}
      trigger={
        <button type="button" className={css.bar}>
          <Upload size={16} strokeWidth={1.75} aria-hidden />
          {summary}
        </button>
      }
    >
      {() => <Rows states={states} />}
    </Popover>
  );
}

function useSummary() {
  const { t } = useTranslation("files");
  const states = useLibraryUploads();
  const moving = states.some((state) => isUnderway(state.phase));
  const percent = Math.floor(sharesOf(states) * 100);
  // Their bytes are known to this page alone.
  useLeaveGuard(states.some((state) => isUnderway(state.phase) && state.size > KEPT_SIZE));
  const summary = t(moving ? "upload.summary" : "upload.summary_halted", { n: states.length, percent });
  return { states, moving, percent, summary };
}

function Rows({ states }: { states: readonly UploadState[] }) {
  return (
    <div className={css.window}>
      {states.map((state) => (
        <UploadRow key={state.key} state={state} />
      ))}
    </div>
  );
}
