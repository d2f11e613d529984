import type { Field, Row, Value } from "../../definition";

/** The rows of a field. */
export function rowsOf(value: Value | undefined): Row[] {
  if (!Array.isArray(value)) return [];
  return value.filter((row): row is Row => typeof row === "object" && row !== null && !Array.isArray(row)) as Row[];
}

/** What a form can begin with beside words: who fills it in, and when. */
export interface Start {
  person: string;
  department: string | null;
  /** 2026-03-01 */
  today: string;
}

/** What stands in a field before anybody has filled it in. */
export function initialOf({ kind, initial }: Field, start: Start): Value {
  if (!initial) return null;
  switch (kind) {
    case "yesno":
      return initial === "true";
    case "date":
      return initial === "today" ? start.today : initial;
    case "person":
      return initial === "applicant" ? start.person : null;
    case "department":
      return initial === "applicant" ? start.department : null;
    case "text":
    case "longtext":
    case "number":
    case "amount":
    case "choice":
    case "phone":
      return initial;
    default:
      return null;
  }
}

/** What a form or a row holds when it is begun. */
export function initialValues(fields: readonly Field[], start: Start): Row {
  const row: Row = {};
  for (const field of fields) {
    const value = initialOf(field, start);
    if (value !== null) row[field.id] = value;
  }
  return row;
}
