import type { Kind } from "../api/types";
import { KINDS } from "../api/types";
import type { Place } from "../api/write";

interface Branch {
  id: string;
  kind: Kind;
  children: Branch[];
}

/** The neighbours among which a part stands, and what they lie in. */
function among<T extends Branch>(
  items: readonly T[],
  id: string,
): { parent: T | null; row: readonly T[]; at: number } | null {
  const look = (row: readonly T[], parent: T | null): { parent: T | null; row: readonly T[]; at: number } | null => {
    const at = row.findIndex((n) => n.id === id);
    if (at >= 0) return { parent, row, at };
    for (const node of row) {
      const found = look(node.children as T[], node);
      if (found !== null) return found;
    }
    return null;
  };
  return look(items, null);
}

/** Where a part goes when it moves one step among its neighbours; null at the end of the row. */
export function stepped<T extends Branch>(items: readonly T[], id: string, by: -1 | 1): Place | null {
  const here = among(items, id);
  if (here === null) return null;
  const { parent, row, at } = here;
  if (row[at + by] === undefined) return null;
  // Behind the one that is passed, or behind the one before it.
  const after = by > 0 ? row[at + 1] : row[at - 2];
  return { parent_id: parent?.id ?? null, after_id: after?.id ?? null };
}

/** Directly behind a part, in the same row. */
export function behind<T extends Branch>(items: readonly T[], id: string): Place {
  return { parent_id: among(items, id)?.parent?.id ?? null, after_id: id };
}

/** As the last one within a part. */
export function within<T extends Branch>(items: readonly T[], id: string): Place {
  const here = among(items, id);
  return { parent_id: id, after_id: here?.row[here.at]?.children.at(-1)?.id ?? null };
}

/** The last of all. */
export const atEnd = (items: readonly Branch[]): Place => ({ parent_id: null, after_id: items.at(-1)?.id ?? null });

/** What may stand in a part: kinds go inwards, and clauses may contain clauses. */
export function kindsWithin(kind: Kind | null): readonly Kind[] {
  if (kind === null) return KINDS;
  return kind === "clause" ? ["clause"] : KINDS.slice(KINDS.indexOf(kind) + 1);
}

/** The kind of what a part lies in; null for the outermost. */
export function parentKind<T extends Branch>(items: readonly T[], place: Place): Kind | null {
  if (place.parent_id === null) return null;
  const here = among(items, place.parent_id);
  return here?.row[here.at]?.kind ?? null;
}
