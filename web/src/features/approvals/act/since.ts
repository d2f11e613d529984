import type { ActRecord, Approval } from "../api/types";
import type { Field } from "../definition";

type Told = Pick<Approval, "version" | "values"> & {
  acts: readonly Pick<ActRecord, "n" | "kind">[];
  definition: { fields: readonly Pick<Field, "id">[] };
};

/** By these nothing changes about which somebody decides. */
const ASIDE = ["comment", "urge", "cc"];

/** What was done and filled in otherwise since an approval was looked at; null: nothing that matters. */
export function since<T extends Told>(seen: T, now: T) {
  if (now.version <= seen.version) return null;
  const last = seen.acts.at(-1)?.n ?? 0;
  return {
    acts: now.acts.filter((one) => one.n > last && !ASIDE.includes(one.kind)) as T["acts"],
    fields: now.definition.fields.filter(({ id }) =>
      other(seen.values[id], now.values[id]),
    ) as T["definition"]["fields"],
  };
}

/** What somebody has filled in so far, upon what the others have filled in since. */
export function onto<V extends Record<string, unknown>>(own: V, seen: V, now: V): V {
  const mine = Object.entries(own).filter(([id, value]) => other(value, seen[id]));
  return { ...now, ...Object.fromEntries(mine) };
}

const other = (a: unknown, b: unknown) => JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);
