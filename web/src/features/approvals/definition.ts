import type { NamedRef, Role } from "../../platform/api";
import type { Language, Words } from "../../platform/i18n";

/**
 * What a kind of approval consists of, as the server keeps it: its form and its route. A version never
 * changes. Fields that are left out have their zero value.
 */

export type { Words };
export type Tongue = Language;

export type FieldKind =
  | "text"
  | "longtext"
  | "number"
  | "amount"
  | "date"
  | "datetime"
  | "span"
  | "choice"
  | "choices"
  | "person"
  | "people"
  | "department"
  | "departments"
  | "attachment"
  | "image"
  | "rows"
  | "formula"
  | "related"
  | "signature"
  | "explanation"
  | "phone"
  | "yesno";

export interface Option {
  id: string;
  label: Words;
}

export interface Field {
  /** Unique in its form or in its rows: the name that conditions and formulas use. */
  id: string;
  kind: FieldKind;
  label: Words;
  /** Said beside the field; of an explanation, all that it says. */
  hint?: Words;
  required?: boolean;
  required_when?: string;
  visible_when?: string;
  width?: "full" | "half" | "";
  max_chars?: number;
  /** Decimals, as text: nothing here is a floating-point number. */
  min?: string;
  max?: string;
  decimals?: number;
  currency?: string;
  unit?: string;
  options?: Option[];
  min_count?: number;
  max_count?: number;
  /** Of rows: what each row holds. */
  columns?: Field[];
  formula?: string;
  related_template?: string;
  half_days?: boolean;
  initial?: string;
}

/** A decimal as text: "1234.50". */
export type Decimal = string;

export type Half = "am" | "pm";

/** Days, both included; by halves where the field says so. */
export interface Span {
  from: string;
  to: string;
  from_half?: Half;
  to_half?: Half;
  /** Reckoned by the server. */
  days?: Decimal;
}

export interface Attached {
  file_id: string;
  name: string;
  /** Bytes. */
  size: number;
  sha256: string;
}

export interface Stroke {
  png_sha256: string;
  file_id: string;
}

export type Row = { [column: string]: Value };
export type Value = string | number | boolean | string[] | Span | Attached[] | Stroke | Row[] | null;

/** What was filled in, by the id of the field. What is empty is left out. */
export type Values = { [field: string]: Value };

export type WhoKind = "superior" | "department_head" | "leader_in_charge" | "role" | "person" | "chosen" | "applicant";

export interface Who {
  kind: WhoKind;
  /** Of a superior: the first is one's own. */
  n?: number;
  /** Whose department: empty for the applicant's, else the field with departments or a person. */
  of?: string;
  role?: Role;
  ids?: string[];
  min?: number;
  max?: number;
}

export type How = "all" | "any" | "sequence";
export type Level = "" | "password" | "passkey";
export type Nobody = "pass" | "admin" | "refuse";
export type Self = "skip" | "ask" | "superior";
export type Same = "once" | "again";
export type Right = "hidden" | "read" | "write";

export interface Limit {
  /** Of working time. */
  minutes: number;
  then: "remind" | "escalate" | "pass" | "reject";
  /** Who is reminded is so again after so many minutes of working time; none: once only. */
  again?: number;
  /** At most so often, the first counted; none: 3. */
  times?: number;
}

export interface Arm {
  id: string;
  name: Words;
  /** Empty: otherwise. */
  when?: string;
  steps: Step[];
}

export type StepKind = "approve" | "cc" | "branch" | "parallel";

export interface Step {
  id: string;
  kind: StepKind;
  name: Words;
  who?: Who[];
  how?: How;
  level?: Level;
  stroke?: boolean;
  limit?: Limit | null;
  nobody?: Nobody | "";
  self?: Self | "";
  same?: Same | "";
  rights?: Record<string, Right>;
  may?: { transfer?: boolean; add?: boolean; return?: boolean };
  confirms?: boolean;
  arms?: Arm[];
}

export interface Route {
  steps: Step[];
  nobody: Nobody;
  self: Self;
  same: Same;
}

export type Category = "people" | "rules" | "notices" | "collaboration" | "files" | "conduct" | "customers" | "other";

export interface Definition {
  name: Words;
  about?: Words;
  serial: { prefix: string; date: "yyyyMM" | "yyyy" | ""; digits: number };
  category: Category;
  fields: Field[];
  route: Route;
  effect?: string;
  level: "password" | "passkey" | "";
  who_may_apply: { all: boolean; departments?: string[]; roles?: Role[] };
}

/** Something that is wrong with a definition or with what was filled in, and where. */
export interface Fault {
  field: string;
  code: string;
  params?: Record<string, unknown>;
}

export interface PlannedStep {
  id: string;
  name: string;
  kind: StepKind;
  arm?: string;
  people: NamedRef[];
  how?: How;
  nobody?: Nobody | "";
  limit?: Limit | null;
}
