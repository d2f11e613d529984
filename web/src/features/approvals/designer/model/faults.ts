import type { Definition, Fault, Step } from "../../definition";
import type { At } from "./fields";

/** Where in the designer a fault is put right. */
export type Place =
  | { part: "form"; at: At | null }
  | { part: "route"; step: string | null; arm: string | null }
  | { part: "basics" };

const FIELD = /^(?:body\.)?(?:definition\.)?fields\[(\d+)\](?:\.columns\[(\d+)\])?/;
const ROUTE = /^(?:body\.)?(?:definition\.)?route\b/;

/** Follows a fault's path ("route.steps[1].arms[0].when") to what it is about. */
export function placeOfFault(definition: Definition, path: string): Place {
  const field = FIELD.exec(path);
  if (field !== null) {
    const at: At = { field: Number(field[1]) };
    if (field[2] !== undefined) at.column = Number(field[2]);
    return { part: "form", at };
  }
  if (/^(?:body\.)?(?:definition\.)?fields\b/.test(path)) return { part: "form", at: null };
  if (!ROUTE.test(path)) return { part: "basics" };
  let steps: readonly Step[] = definition.route.steps;
  let [step, arm]: [string | null, string | null] = [null, null];
  for (const [, what, index] of path.matchAll(/(steps|arms)\[(\d+)\]/g)) {
    if (what === "steps") {
      step = steps[Number(index)]?.id ?? null;
      arm = null;
    } else {
      const found = findIn(definition.route.steps, step)?.arms?.[Number(index)];
      arm = found?.id ?? null;
      steps = found?.steps ?? [];
    }
  }
  return { part: "route", step, arm };
}

function findIn(steps: readonly Step[], id: string | null): Step | undefined {
  for (const step of steps) {
    if (step.id === id) return step;
    for (const arm of step.arms ?? []) {
      const found = findIn(arm.steps, id);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The property that a fault is about: "fields[2].options[1].label" is "options". */
export function propertyOf(path: string): string {
  const rest = path.replace(FIELD, "").replace(/^.*(?:steps|arms)\[\d+\]/, "");
  return /^\.?([a-z_]+)/.exec(rest)?.[1] ?? "";
}

/** Faults of one field, step or arm. */
export function faultsAt(definition: Definition, faults: readonly Fault[], place: Place): Fault[] {
  const wanted = JSON.stringify(place);
  return faults.filter((fault) => JSON.stringify(placeOfFault(definition, fault.field)) === wanted);
}
