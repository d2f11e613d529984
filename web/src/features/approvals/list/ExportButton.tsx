import { LoaderCircle, Sheet } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui";
import type { Narrowed } from "../api/approvals";
import type { Box } from "../api/types";
import css from "./list.module.css";
import { useExport } from "./useExport";

/** Fetches a list as it is narrowed, for spreadsheets. While that goes on it says so, and stops it. */
export function ExportButton({ scope, name, narrowed }: { scope: Box | "all"; name: string; narrowed: Narrowed }) {
  const { t } = useTranslation("approvals");
  const { running, run, stop } = useExport();
  return (
    <IconButton
      label={t(running ? "export.stop" : "export")}
      aria-busy={running || undefined}
      onClick={() => (running ? stop() : void run(scope, name, narrowed))}
    >
      {running ? (
        <LoaderCircle className={css.turning} size={18} strokeWidth={1.75} aria-hidden />
      ) : (
        <Sheet size={18} strokeWidth={1.75} aria-hidden />
      )}
    </IconButton>
  );
}
