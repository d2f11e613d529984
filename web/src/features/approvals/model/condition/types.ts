import type { Fraction } from "./fraction";

/** The type of a name, an expression or a value. Of what is opaque only whether it is empty can be asked. */
export type Kind = "text" | "number" | "bool" | "date" | "instant" | "list" | "numbers" | "rows" | "group" | "opaque";

export interface Type {
  kind: Kind;
  /** Of a text or list: the only texts that it can be compared with. */
  options?: string[];
  /** Of rows: columns; of a group: parts. */
  parts?: Schema;
}

/** The names that a source may use. */
export type Schema = { [name: string]: Type };

export type Value =
  | { kind: "text"; text: string }
  | { kind: "number"; number: Fraction }
  | { kind: "bool"; yes: boolean }
  | { kind: "date"; day: number }
  | { kind: "instant"; at: number }
  | { kind: "list"; list: string[] }
  | { kind: "numbers"; numbers: Fraction[] }
  | { kind: "rows"; rows: Env[] }
  | { kind: "group"; parts: Env }
  | { kind: "opaque" };

/** Values by name; what is missing has no value. A map, so that no name of a field meets those of objects. */
export type Env = Map<string, Value>;

export type FaultCode =
  | "too_long"
  | "too_deep"
  | "too_many_parts"
  | "character"
  | "escape"
  | "open_text"
  | "number"
  | "expected"
  | "chained"
  | "unknown_name"
  | "unknown_part"
  | "unknown_function"
  | "wrong_type"
  | "not_an_option"
  | "not_a_date";

/** What is wrong with a source; at counts the characters before it. */
export class ConditionFault extends Error {
  constructor(
    readonly code: FaultCode,
    readonly at: number,
    readonly word = "",
    readonly wanted = "",
  ) {
    super(`${code} at character ${at}`);
  }
}

export interface Node {
  op: string;
  at: number;
  kind: Kind;
  text: string;
  number: Fraction | null;
  day: number;
  yes: boolean;
  kids: Node[];
}

export const SPAN: Type = {
  kind: "group",
  parts: { from: { kind: "date" }, to: { kind: "date" }, days: { kind: "number" } },
};

/** Own names only: a field called constructor is a field like others. */
export const typeOf = (schema: Schema | undefined, name: string): Type | undefined =>
  schema !== undefined && Object.hasOwn(schema, name) ? schema[name] : undefined;
