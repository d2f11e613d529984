import { useTranslation } from "react-i18next";
import css from "./UploadList.module.css";
import { UploadRow } from "./UploadRow";
import { useLibraryUploads } from "./useLibraryUploads";

/** What is on its way into the library. */
export function UploadList() {
  const { t } = useTranslation("files");
  const states = useLibraryUploads();
  if (states.length === 0) return null;
  return (
    <ul className={css.list} aria-label={t("upload.list")}>
      {states.map((state) => (
        <li key={state.key}>
          <UploadRow state={state} />
        </li>
      ))}
    </ul>
  );
}
