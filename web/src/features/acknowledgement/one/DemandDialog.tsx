import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { departmentOptions, departmentsQuery } from "../../../platform/departments";
import { useQuery } from "../../../platform/queries";
import { Button, ChoiceField, Dialog, Notice, toast } from "../../../ui";
import { acknowledgementsChanged, demand } from "../api/read";
import type { DemandState } from "../api/types";
import css from "./one.module.css";

type Whom = "nobody" | "everybody" | "some";
const WHOM: readonly Whom[] = ["everybody", "some", "nobody"];

/** Settles whether a regulation demands acknowledgement, and of whom. */
export function DemandDialog({ state, onClose }: { state: DemandState; onClose: () => void }) {
  const { t } = useTranslation(["acknowledgement", "ui"]);
  const words = useProblemWords();
  const options = departmentOptions(useQuery(departmentsQuery).data?.items ?? []);
  const [whom, setWhom] = useState<Whom>(
    state.required ? (state.departments.length > 0 ? "some" : "everybody") : "nobody",
  );
  const [chosen, setChosen] = useState(() => new Set(state.departments.map((d) => d.id)));
  const [busy, setBusy] = useState(false);
  const turn = (id: string) =>
    setChosen((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const save = async () => {
    setBusy(true);
    try {
      await demand(state.regulation_id, whom !== "nobody", whom === "some" ? [...chosen] : []);
      toast("ok", t("demand.saved"));
      void acknowledgementsChanged();
      onClose();
    } catch (error) {
      toast("error", words(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("demand.settle")}
      description={state.title}
      width={480}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={whom === "some" && chosen.size === 0}
            onClick={() => void save()}
          >
            {t("demand.save")}
          </Button>
        </>
      }
    >
      <ChoiceField<Whom>
        label={t("demand.whom")}
        kind="one"
        choices={WHOM.map((id) => ({ id, label: t(`demand.${id}`), text: t(`demand.${id}_text`) }))}
        chosen={(id) => id === whom}
        onChoose={setWhom}
      />
      {whom === "some" && (
        <fieldset className={css.choices}>
          <legend className={css.legend}>{t("departments")}</legend>
          {options.map((d) => (
            <label key={d.id} className={css.choice}>
              <input type="checkbox" checked={chosen.has(d.id)} onChange={() => turn(d.id)} />
              <span>{d.label}</span>
            </label>
          ))}
        </fieldset>
      )}
      {whom === "nobody" && state.required && <Notice tone="warn">{t("demand.ends")}</Notice>}
    </Dialog>
  );
}
