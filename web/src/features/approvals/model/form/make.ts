import type { Field } from "../../definition";
import { compile, type Expression, type Kind, type Schema, SPAN, type Type } from "../condition";

/** A field with its conditions, ready to be asked. */
export interface LiveField {
  field: Field;
  visible: Expression | null;
  required: Expression | null;
  formula: Expression | null;
  /** Of rows. */
  columns: LiveRecord | null;
}

/** Fields that stand beside each other: those of a form, or the columns of a row. */
export interface LiveRecord {
  fields: LiveField[];
  /** Those that others depend on first. */
  order: LiveField[];
  schema: Schema;
}

/**
 * Makes a form of its fields. A condition with a fault counts as none: who designs a form sees it while it is not whole yet,
 * and what is published has no faults.
 */
export function makeForm(fields: readonly Field[]): LiveRecord {
  const record: LiveRecord = { fields: [], order: [], schema: {} };
  for (const field of fields) {
    const columns = field.kind === "rows" ? makeForm(field.columns ?? []) : null;
    record.fields.push({ field, visible: null, required: null, formula: null, columns });
    const type = typeOfField(field, columns);
    if (type !== null) record.schema[field.id] = type;
  }
  formulas(record);
  for (const one of record.fields) {
    one.visible = condition(one.field.visible_when, record.schema);
    one.required = condition(one.field.required_when, record.schema);
  }
  sort(record);
  return record;
}

function typeOfField(field: Field, columns: LiveRecord | null): Type | null {
  const options = () => (field.options ?? []).map((o) => o.id);
  switch (field.kind) {
    case "text":
    case "longtext":
    case "phone":
    case "person":
    case "department":
      return { kind: "text" };
    case "number":
    case "amount":
      return { kind: "number" };
    case "date":
      return { kind: "date" };
    case "datetime":
      return { kind: "instant" };
    case "span":
      return SPAN;
    case "yesno":
      return { kind: "bool" };
    case "choice":
      return { kind: "text", options: options() };
    case "choices":
      return { kind: "list", options: options() };
    case "people":
    case "departments":
    case "related":
      return { kind: "list" };
    case "attachment":
    case "image":
    case "signature":
      return { kind: "opaque" };
    case "rows":
      return { kind: "rows", parts: columns?.schema ?? {} };
    default:
      return null;
  }
}

function compiled(source: string | undefined, schema: Schema, ...kinds: Kind[]): Expression | null {
  if (source === undefined || source === "") return null;
  try {
    return compile(source, schema, ...kinds);
  } catch {
    return null;
  }
}

const condition = (source: string | undefined, schema: Schema) => compiled(source, schema, "bool");

/** Compiles the formulas, those first that others read: only then is it known of what type they are. */
function formulas(record: LiveRecord): void {
  const waiting = new Set(record.fields.filter((one) => one.field.kind === "formula"));
  for (let moved = true; moved; ) {
    moved = false;
    for (const one of waiting) {
      one.formula = compiled(one.field.formula, record.schema, "number", "text");
      if (one.formula === null) continue;
      record.schema[one.field.id] = { kind: one.formula.kind };
      waiting.delete(one);
      moved = true;
    }
  }
}

function sort(record: LiveRecord): void {
  const byID = new Map(record.fields.map((one) => [one.field.id, one]));
  const seen = new Set<LiveField>();
  const visit = (one: LiveField) => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const name of [...(one.visible?.names ?? []), ...(one.formula?.names ?? [])]) {
      const on = byID.get(name);
      if (on !== undefined) visit(on);
    }
    record.order.push(one);
  };
  for (const one of record.fields) visit(one);
}
