import { call, type List, type NamedRef, type ProblemRule } from "../../../platform/api";

export type ScopeKind = "company" | "department" | "group" | "role" | "person";
export type Stage = "watch" | "warn" | "enforce";
export type Carried = "enforced" | "measured" | "assisted";

/** Whom a value holds for; without an id for the company. */
export interface Scope {
  kind: ScopeKind;
  id?: string;
}

export interface NamedScope extends Scope {
  name?: string;
}

/** A rule as its value holds for the reader now. */
export interface RuleView {
  id: string;
  title: string;
  /** The rule in plain words, with its value. */
  summary: string;
  requirements: string[];
  carried: Carried;
  /** Of the value: "s" for seconds, "B" for bytes, "d" for days, empty for a count. */
  unit: string;
  min: number;
  max: number;
  default: number;
  value: number;
  stage: Stage;
  /** 0 is the default. */
  version: number;
  scope: NamedScope;
  since_at: number;
  clause: ProblemRule["clause"];
  /** How many narrower scopes have a value of their own now. */
  narrower: number;
  /** How many changes wait for somebody's confirmation. */
  proposals: number;
}

/** A value at a scope. Null takes the scope's own value back. */
export interface ValueRow {
  version: number;
  scope: NamedScope;
  value: number | null;
  stage: Stage;
  since_at: number;
  until_at: number | null;
  asked_by: NamedRef | null;
  confirmed_by: NamedRef | null;
  reason: string;
}

export interface PastValue extends ValueRow {
  replaced_at: number | null;
}

export interface RuleDetail extends RuleView {
  values: ValueRow[];
  upcoming: ValueRow[];
  /** What the reader may do: "rules.propose", "rules.decide", "evidence.read". */
  abilities: string[];
}

const at = (id: string, rest = "") => `/rules/${encodeURIComponent(id)}${rest}`;

/** What everybody may read of the rules. */
export const rules = {
  list: (q: string, cursor: string | null, signal?: AbortSignal) =>
    call<List<RuleView>>("GET", "/rules", { query: { q: q || null, cursor }, signal }),

  one: (id: string, signal?: AbortSignal) => call<RuleDetail>("GET", at(id), { signal }),

  history: (id: string, cursor: string | null, signal?: AbortSignal) =>
    call<List<PastValue>>("GET", at(id, "/history"), { query: { cursor }, signal }),
};
