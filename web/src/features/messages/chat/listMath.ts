import type { Row } from "../model/rows";

/** Whether rows were only put before the ones that are shown: then the position must not move. */
export function isPrepended(before: Row[], after: Row[]): boolean {
  const first = before[0];
  const added = after.length - before.length;
  if (first === undefined || added <= 0) return false;
  return after[0]?.key !== first.key && after[added]?.key === first.key;
}

/** Whether something was just said here: then one wants to see it, wherever one was. */
export function endsWithNewPending(before: Row[], after: Row[]): boolean {
  const last = after[after.length - 1];
  return last?.type === "pending" && before.length > 0 && !before.some((row) => row.key === last.key);
}

export function rowIndexOf(rows: Row[], seq: number): number {
  return rows.findIndex((row) => "message" in row && row.message.seq === seq);
}

/** Whether the first new message lies above what is seen, also where it is not loaded. */
export function dividerAbove(rows: Row[], top: number, firstNew: number): boolean {
  const divider = rows.findIndex((row) => row.type === "new");
  if (divider >= 0) return divider < top;
  // Where everything is new there is no divider, and where much is new it is not loaded.
  const begin = rows.findIndex((row) => "message" in row && row.message.seq >= firstNew);
  const row = rows[begin];
  if (row === undefined || !("message" in row)) return false;
  return begin < top || row.message.seq > firstNew;
}

/** The message at or above a row, for knowing up to where was read. */
export function seqOfRow(rows: Row[], index: number): number | null {
  for (let at = Math.min(index, rows.length - 1); at >= 0; at--) {
    const row = rows[at];
    if (row !== undefined && "message" in row) return row.message.seq;
  }
  return null;
}
