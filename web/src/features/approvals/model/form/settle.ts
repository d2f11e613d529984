import type { Row, Value, Values } from "../../definition";
import { type Env, evaluate, isEmpty, isTrue, readValue } from "../condition";
import { clean, tooLarge, written } from "./clean";
import type { LiveField, LiveRecord } from "./make";

/** What follows from what is filled in so far. */
export interface Settled {
  /** As the server would have them: without what is hidden or wrong, computed fields filled in. */
  values: Values;
  shown: Set<string>;
  must: Set<string>;
  /** By the id of rows: what follows in each row, by its place in what was filled in. */
  rows: Map<string, Settled[]>;
}

const MAX_TEXT = 1000;

/** Settles a form, or a row by itself. */
export function settle(record: LiveRecord, given: Values): Settled {
  const [env, settled]: [Env, Settled] = [
    new Map(),
    { values: {}, shown: new Set(), must: new Set(), rows: new Map() },
  ];
  for (const one of record.order) {
    if (one.visible !== null && !isTrue(evaluate(one.visible, env))) continue;
    const { id } = one.field;
    settled.shown.add(id);
    const v = valueFor(one, env, given[id], settled);
    if (v === null) continue;
    settled.values[id] = v;
    const type = record.schema[id];
    const read = type === undefined ? undefined : readValue(type, v);
    if (read !== undefined) env.set(id, read);
  }
  for (const one of record.fields) {
    const needed = one.field.required === true || (one.required !== null && isTrue(evaluate(one.required, env)));
    if (needed && settled.shown.has(one.field.id)) settled.must.add(one.field.id);
  }
  return settled;
}

function valueFor(one: LiveField, env: Env, raw: Value | undefined, settled: Settled): Value {
  if (one.field.kind === "formula") return computed(one, env, raw);
  if (one.columns === null) return clean(one.field, raw);
  const rows = Array.isArray(raw) ? (raw as Row[]) : [];
  const columns = one.columns;
  const each = rows.map((row) => settle(columns, row));
  settled.rows.set(one.field.id, each);
  // Nothing was put into a blank row, so nothing is missing from it either, and the server leaves it out.
  const filled = each.filter((row, i) => {
    if (!blank(columns, rows[i])) return true;
    row.must.clear();
    return false;
  });
  return filled.length === 0 ? null : filled.map((row) => row.values);
}

function blank(columns: LiveRecord, row: Row | undefined): boolean {
  const computed = new Set(columns.fields.filter((one) => one.field.kind === "formula").map((one) => one.field.id));
  return Object.entries(row ?? {}).every(([id, v]) => computed.has(id) || v === null || v === undefined || v === "");
}

function computed(one: LiveField, env: Env, raw: Value | undefined): Value {
  // The source was cut because it asks for what this person may not see: what the server computed stays.
  if (!one.field.formula) return raw ?? null;
  if (one.formula === null) return null;
  const v = evaluate(one.formula, env);
  if (v === undefined || isEmpty(v)) return null;
  if (v.kind === "text") {
    const text = v.text.normalize("NFC"); // where two texts meet, their characters can join
    return Array.from(text).length > MAX_TEXT ? null : text;
  }
  return v.kind !== "number" || tooLarge(v.number) ? null : written(one.field, v.number);
}
