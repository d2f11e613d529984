import { isProblem } from "../../../platform/api";
import type { Approval } from "../api/types";
import { useFaultWords } from "../apply/useFaultWords";
import { useLive } from "../apply/useLive";
import type { Fault } from "../definition";
import { FormFields } from "../fields/FormFields";
import { FormStateContext } from "../fields/state";
import type { useDeed } from "./useDeed";

/** The fields that an act may write, with what follows from them as it does for an applicant. */
export function WriteFields({ approval: a, d }: { approval: Approval; d: ReturnType<typeof useDeed> }) {
  const said = useFaultWords();
  const faults = isProblem(d.error) ? (d.error.fields as Fault[]) : NONE;
  const state = useLive(a.definition.fields, d.values, faults, said);
  return (
    <FormStateContext value={state}>
      <FormFields
        fields={d.writes}
        values={d.values}
        onChange={(id, value) => d.setValues((old) => ({ ...old, [id]: value }))}
      />
    </FormStateContext>
  );
}

const NONE: readonly Fault[] = [];
