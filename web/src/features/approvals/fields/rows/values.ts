import type { Field, Row, Value } from "../../definition";

/** The rows of a field. */
export function rowsOf(value: Value | undefined): Row[] {
  if (!Array.isArray(value)) return [];
  return value.filter((row): row is Row => typeof row === "object" && row !== null && !Array.isArray(row)) as Row[];
}

/** What stands in a field before anybody has filled it in. */
export function initialOf(field: Field): Value {
  if (!field.initial) return null;
  if (field.kind === "yesno") return field.initial === "true";
  if (field.kind === "choices") return [field.initial];
  const plain = ["text", "longtext", "number", "amount", "choice", "phone", "date"];
  return plain.includes(field.kind) ? field.initial : null;
}

/** A row as it is added. */
export function newRow(columns: readonly Field[]): Row {
  const row: Row = {};
  for (const column of columns) {
    const value = initialOf(column);
    if (value !== null) row[column.id] = value;
  }
  return row;
}
