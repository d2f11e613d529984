import { useMemo } from "react";
import type { Fault, Field, Values } from "../definition";
import type { FormState } from "../fields";
import { makeForm, settle } from "../model/form";
import { stateOf } from "./live";

/** What the inputs of a form show while it is filled in. */
export function useLive(
  fields: readonly Field[],
  values: Values,
  faults: readonly Fault[],
  said: (fault: Fault) => string,
): FormState {
  const form = useMemo(() => makeForm(fields), [fields]);
  const settled = useMemo(() => settle(form, values), [form, values]);
  return useMemo(() => stateOf(settled, faults, said), [settled, faults, said]);
}
