import { BellRing, FileDown, SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, IconButton, toast } from "../../../ui";
import { acknowledgementsChanged, exportAddress, remind } from "../api/read";
import type { DemandState } from "../api/types";
import { DemandDialog } from "./DemandDialog";
import css from "./one.module.css";

/** What can be done about it: remind, take the list out, settle of whom it is demanded. */
export function Actions({ state, department }: { state: DemandState; department: string }) {
  const { t } = useTranslation("acknowledgement");
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const [settling, setSettling] = useState(false);
  const may = (what: string) => state.abilities.includes(`acknowledgement.${what}`);
  const now = state.of === state.version && state.required;
  const call = async () => {
    setBusy(true);
    try {
      const { reminded } = await remind(state.regulation_id, department);
      toast("ok", t("remind.done", { count: reminded }));
      void acknowledgementsChanged();
    } catch (error) {
      toast("error", words(error));
    }
    setBusy(false);
  };
  return (
    <div className={css.actions}>
      {may("export") && state.totals.asked > 0 && (
        <a
          className={css.icon}
          href={exportAddress(state.regulation_id, state.of, department)}
          aria-label={t("export")}
          title={t("export")}
          download
        >
          <FileDown size={20} strokeWidth={1.75} aria-hidden />
        </a>
      )}
      {may("demand") && (
        <IconButton label={t("demand.settle")} onClick={() => setSettling(true)}>
          <SlidersHorizontal size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
      )}
      {may("remind") && now && state.totals.done < state.totals.asked && (
        <Button icon={<BellRing size={16} strokeWidth={1.75} aria-hidden />} busy={busy} onClick={() => void call()}>
          {t("remind.go")}
        </Button>
      )}
      {settling && <DemandDialog state={state} onClose={() => setSettling(false)} />}
    </div>
  );
}
