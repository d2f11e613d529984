import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, toast } from "../../../ui";
import type { Import } from "../api/imports";
import { tableOf } from "../slips/csv";
import { download } from "../slips/download";
import { allFaults, faultRows } from "./faultTable";
import { useCodeWords } from "./words";

/** The faults as a file, for whoever mends the roster. */
export function FaultDownload({ one }: { one: Import }) {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const sentence = useCodeWords();
  const [loaded, setLoaded] = useState<number | null>(null);
  if (one.fault_rows === 0) return null;

  const save = async () => {
    setLoaded(0);
    try {
      const rows = faultRows(await allFaults(one.id, setLoaded), sentence);
      const head = ["line", "number", "name", "column", "reason", "value"].map((name) => t(`faults.csv_${name}`));
      const name = one.file_name.replace(/\.[^.]*$/, "");
      download(t("faults.file", { name }), tableOf(head, rows), "text/csv");
    } catch (error) {
      toast("error", t("faults.failed"), words(error));
    } finally {
      setLoaded(null);
    }
  };
  return (
    <Button icon={<Download size={16} strokeWidth={1.75} />} busy={loaded !== null} onClick={() => void save()}>
      {t("faults.download")}
    </Button>
  );
}
