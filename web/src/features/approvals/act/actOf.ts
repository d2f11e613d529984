import type { Act, ActKind, Approval, MyTask } from "../api/types";
import type { Field, Values } from "../definition";
import type { Deed } from "./offered";

export interface Settled {
  kind: ActKind;
  deed: Deed;
  task: Pick<MyTask, "id"> | null;
  text: string;
  to: string[];
  /** To which it goes back; empty: to the applicant. */
  step: string;
  onward: boolean;
  /** What may be written in the form. */
  writes: readonly Pick<Field, "id">[];
  values: Values;
  /** Whom the applicant chooses, by step. */
  chosen: Record<string, string[]>;
  stroke: string | null;
}

const TURN: readonly Deed[] = ["approve", "reject", "transfer", "add", "return"];

/** An act as it is sent: what it does not need is left out, and a form that was not changed stays as it is. */
export function actOf(a: Pick<Approval, "version" | "values">, s: Settled): Omit<Act, "confirm"> {
  const words = s.text.trim();
  const written = s.writes.filter(({ id }) => JSON.stringify(s.values[id]) !== JSON.stringify(a.values[id]));
  const own = (values: Values) => Object.fromEntries(s.writes.flatMap(({ id }) => pick(values, id)));
  return {
    kind: s.kind,
    version: a.version,
    ...(words === "" ? {} : { text: words }),
    ...(s.task !== null && TURN.includes(s.deed) ? { task_id: s.task.id } : {}),
    ...(s.to.length > 0 ? { to: s.to } : {}),
    ...(s.kind === "return_step" ? { step: s.step } : {}),
    ...(s.deed === "resubmit" || s.deed === "return" ? { onward: s.onward } : {}),
    ...(written.length > 0 ? { values: own(s.values) } : {}),
    ...(s.deed === "resubmit" && Object.keys(s.chosen).length > 0 ? { chosen: s.chosen } : {}),
    ...(s.stroke === null ? {} : { stroke_file_id: s.stroke }),
  };
}

function pick(values: Values, id: string): [string, Values[string]][] {
  const value = values[id];
  return value === undefined || value === null ? [] : [[id, value]];
}
