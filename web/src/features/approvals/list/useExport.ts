import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { toast } from "../../../ui";
import { exported, type Narrowed } from "../api/approvals";
import type { Box } from "../api/types";

/** Fetches a list as a workbook; leaving the page ends it. */
export function useExport() {
  const { t } = useTranslation("approvals");
  const words = useProblemWords();
  const [running, setRunning] = useState(false);
  const going = useRef<AbortController | null>(null);
  useEffect(() => () => going.current?.abort(), []);
  const run = async (scope: Box | "all", name: string, narrowed: Narrowed): Promise<void> => {
    const mine = new AbortController();
    going.current = mine;
    setRunning(true);
    try {
      save(`${name}.xlsx`, await exported(scope, narrowed, mine.signal));
      toast("ok", t("export.done"), scope !== "all" && narrowed.template === "" ? t("export.hint") : "");
    } catch (error) {
      if (!mine.signal.aborted) toast("error", t("export.failed"), words(error));
    } finally {
      if (going.current === mine) going.current = null;
      setRunning(false);
    }
  };
  return { running, run, stop: () => going.current?.abort() };
}

/** Hands bytes to the browser as a file. */
function save(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the file after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
