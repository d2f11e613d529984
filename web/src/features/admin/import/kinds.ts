import type { Import, RowKind } from "../api/imports";

export const kinds: readonly RowKind[] = ["create", "change", "leave", "same", "fault"];

export function countOf(one: Import, kind: RowKind): number {
  return kind === "fault" ? one.fault_rows : one[kind];
}

/** What is worth looking at first: what is wrong, then whatever happens at all. */
export function firstKind(one: Import): RowKind {
  if (one.state === "rehearsed" && one.fault_rows > 0) return "fault";
  return kinds.find((kind) => countOf(one, kind) > 0) ?? "create";
}

/** The file says what the company already knows. */
export function nothingToDo(one: Import): boolean {
  return one.create + one.change + one.leave === 0;
}

/** What stands beside the decision. */
export function hintOf(one: Import): "all_good" | "nothing" | "nothing_good" | "some_faults" {
  if (nothingToDo(one)) return one.fault_rows > 0 ? "nothing_good" : "nothing";
  return one.fault_rows > 0 ? "some_faults" : "all_good";
}
