import type { Field, FieldKind, Option } from "../../definition";
import { freshId } from "./ids";

/** What can be put into a form, in the order of the palette. */
export const PALETTE: readonly {
  group: "words" | "figures" | "choosing" | "people" | "files" | "more";
  kinds: FieldKind[];
}[] = [
  { group: "words", kinds: ["text", "longtext", "phone"] },
  { group: "figures", kinds: ["number", "amount", "formula", "date", "datetime", "span"] },
  { group: "choosing", kinds: ["choice", "choices", "yesno"] },
  { group: "people", kinds: ["person", "people", "department", "departments"] },
  { group: "files", kinds: ["attachment", "image", "signature"] },
  { group: "more", kinds: ["rows", "related", "explanation"] },
];

/** Kinds that a row can hold: nothing that is itself a form. */
export const COLUMN_KINDS: readonly FieldKind[] = [
  "text",
  "longtext",
  "number",
  "amount",
  "formula",
  "date",
  "datetime",
  "choice",
  "yesno",
  "phone",
  "person",
  "department",
];

const PREFIX: Partial<Record<FieldKind, string>> = {
  longtext: "text",
  datetime: "time",
  choices: "choice",
  people: "person",
  departments: "department",
  attachment: "file",
  explanation: "note",
};

export const hasOptions = (kind: FieldKind): boolean => kind === "choice" || kind === "choices";
export const hasCount = (kind: FieldKind): boolean =>
  ["choices", "people", "departments", "attachment", "image", "rows", "related"].includes(kind);
export const hasBounds = (kind: FieldKind): boolean => kind === "number" || kind === "amount";
/** Kinds that somebody fills in. */
export const isAsked = (kind: FieldKind): boolean => kind !== "explanation" && kind !== "formula";
export const hasInitial = (kind: FieldKind): boolean =>
  ["text", "longtext", "number", "amount", "phone", "choice", "yesno", "date", "person", "department"].includes(kind);

/** What things are called that are added: the designer's words in both languages. */
export type Naming = (key: FieldKind | "option" | "column", n?: number) => Field["label"];

/** A field as it leaves the palette: it can be published as it is. */
export function newField(kind: FieldKind, taken: ReadonlySet<string>, name: Naming): Field {
  const field: Field = { id: freshId(PREFIX[kind] ?? kind, taken), kind, label: name(kind) };
  if (hasOptions(kind)) field.options = [newOption([], name), newOption([{ id: "o1", label: {} }], name)];
  if (kind === "amount") Object.assign(field, { currency: "CNY", decimals: 2 });
  if (kind === "rows") field.columns = [{ id: "text1", kind: "text", label: name("column", 1) }];
  if (kind === "formula") Object.assign(field, { formula: "0", decimals: 2 });
  if (kind === "explanation") field.hint = name(kind);
  if (["number", "amount", "date", "phone", "yesno", "person", "department"].includes(kind)) field.width = "half";
  return field;
}

export function newOption(options: readonly Option[], name: Naming): Option {
  const id = freshId("o", new Set(options.map((o) => o.id)));
  return { id, label: name("option", options.length + 1) };
}
