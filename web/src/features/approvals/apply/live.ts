import type { Fault, Value, Values } from "../definition";
import type { FormState, Spot } from "../fields";
import type { LiveRecord, Settled } from "../model/form";
import { settle } from "../model/form";
import { faultAt } from "./faults";

/** What follows at a place of the form: in the form itself, or in one of its rows. */
function around(settled: Settled, { field, row }: Spot): Settled | undefined {
  return row === undefined ? settled : settled.rows.get(field)?.[row];
}

const nameOf = ({ field, column }: Spot): string => column ?? field;

/** What the inputs want to know, out of what follows from the values. */
export function stateOf(settled: Settled, faults: readonly Fault[], said: (fault: Fault) => string): FormState {
  return {
    shown: (spot) => around(settled, spot)?.shown.has(nameOf(spot)) ?? true,
    must: (spot) => around(settled, spot)?.must.has(nameOf(spot)) ?? false,
    computed: (spot): Value | undefined => around(settled, spot)?.values[nameOf(spot)],
    fault: (spot) => {
      const found = faultAt(faults, spot);
      return found === null ? null : said(found);
    },
  };
}

/** What is sent: as it was filled in, without what is not seen. */
export function seenValues(form: LiveRecord, values: Values): Values {
  const { shown } = settle(form, values);
  return Object.fromEntries(Object.entries(values).filter(([id]) => shown.has(id)));
}
