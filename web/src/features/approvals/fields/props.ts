import type { Field, Value } from "../definition";

/** What every input of a form gets. */
export interface InputProps {
  field: Field;
  value: Value | undefined;
  /** Null: it is empty. */
  onChange: (next: Value) => void;
  /** In the reader's language. */
  label: string;
  hint?: string | undefined;
  error: string | null;
  must: boolean;
  /** In a table, whose head has the label. */
  bare: boolean;
}

/** An empty text is no value. */
export const orNull = (text: string): string | null => (text === "" ? null : text);

export const textOf = (value: Value | undefined): string => (typeof value === "string" ? value : "");

export const listOf = (value: Value | undefined): string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === "string") : [];
