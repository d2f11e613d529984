import { Sheet } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { Button } from "../../../ui";
import { useExport } from "../list/useExport";

/** Fetches what everybody has applied for in the days that are shown, for those who may have it. */
export function ExportAll({ from_at, to_at }: { from_at: number | null; to_at: number | null }) {
  const { t } = useTranslation("approvals");
  const { abilities } = useMe();
  const { running, run, stop } = useExport();
  if (!abilities.includes("approval.export")) return null;
  const start = () => void run("all", t("office.export_name"), { q: "", state: "", template: "", from_at, to_at });
  return (
    <Button
      icon={<Sheet size={16} strokeWidth={1.75} aria-hidden />}
      aria-busy={running || undefined}
      onClick={() => (running ? stop() : start())}
    >
      {t(running ? "export.stop" : "office.export")}
    </Button>
  );
}
