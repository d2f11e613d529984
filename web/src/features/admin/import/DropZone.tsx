import { FileSpreadsheet } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FileField } from "../../../ui";
import { type FileFault, faultOf } from "./fileCheck";

interface Props {
  onFile: (file: File) => void;
  onFault: (fault: FileFault) => void;
}

/** Takes one roster, dropped or chosen. */
export function DropZone({ onFile, onFault }: Props) {
  const { t } = useTranslation("admin");
  const take = (files: readonly File[]) => {
    const fault = faultOf(files);
    const file = files[0];
    if (fault !== null) onFault(fault);
    else if (file !== undefined) onFile(file);
  };
  return (
    <FileField
      label={t("import.choose")}
      hint={t("import.kinds")}
      zone={t("import.drop")}
      icon={<FileSpreadsheet size={40} strokeWidth={1.25} aria-hidden />}
      accept=".csv,.txt,.xlsx"
      onFiles={take}
      onMisfit={(_, files) => take(files)}
    />
  );
}
