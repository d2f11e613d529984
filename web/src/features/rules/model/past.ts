import type { PastValue } from "../api/rules";
import { sameScope } from "./scope";

export interface PastChange {
  row: PastValue;
  /** What the scope had before; undefined where older pages would tell. */
  old: PastValue | null | undefined;
}

/** Each version with the one that it replaced at its scope. `all` tells that nothing older is left to load. */
export function changesOf(rows: readonly PastValue[], all: boolean): PastChange[] {
  return rows.map((row, n) => {
    const old = rows.slice(n + 1).find((other) => sameScope(other.scope, row.scope));
    return { row, old: old ?? (all ? null : undefined) };
  });
}
