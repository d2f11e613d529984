import { useTranslation } from "react-i18next";
import { type FileRef, useProblemWords } from "../../platform/api";
import { ConfirmDialog, toast } from "../../ui";
import { removeFile } from "./api";

/** Asks before a file leaves the library. */
export function RemoveDialog({ file, onClose }: { file: FileRef; onClose(): void }) {
  const { t } = useTranslation("files");
  const words = useProblemWords();
  return (
    <ConfirmDialog
      title={t("remove_title")}
      text={t("remove_text", { name: file.name })}
      action={t("remove")}
      onConfirm={async () => {
        try {
          await removeFile(file.id);
          toast("ok", t("removed"));
        } catch (error) {
          toast("error", words(error));
        }
      }}
      onClose={onClose}
    />
  );
}
