import { call, type List, type NamedRef } from "../../../platform/api";
import type { NamedScope, Scope, Stage } from "./rules";

export type TrialState = "running" | "done" | "cancelled" | "failed";
export const OUTCOMES = ["allow", "record", "watch", "warn", "block"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Counts = Record<Outcome, number>;

/** What is tried: a value for a scope, over what happened in a span. */
export interface Wanted {
  scope: Scope;
  value: number;
  stage: Stage;
  from_at: number;
  to_at: number;
}

/** A refusal counts as often as it was repeated. */
export interface Sums {
  facts: number;
  before: Counts;
  after: Counts;
  /** For which anything would have been otherwise. */
  changed: number;
  newly_blocked: number;
  newly_allowed: number;
}

export interface DepartmentResult extends Sums {
  department: NamedRef;
}

export interface Sample {
  at: number;
  person: NamedRef;
  department: NamedRef;
  object: string;
  facts: Record<string, unknown>;
  before: Outcome;
  after: Outcome;
  /** Where it happened; only where the viewer may look. */
  place: { conversation_id: string; seq: number } | null;
}

export interface TrialResult extends Sums {
  /** Where most would have been otherwise comes first. */
  departments: DepartmentResult[];
  samples: Sample[];
}

export interface Trial extends Wanted {
  id: string;
  rule: string;
  scope: NamedScope;
  state: TrialState;
  /** Why it failed. */
  error_code: string | null;
  done: number;
  total: number;
  asked_by: NamedRef;
  asked_at: number;
  result: TrialResult | null;
}

const at = (id: string, rest = "") => `/admin/rule-trials/${encodeURIComponent(id)}${rest}`;
const of = (ruleId: string) => `/admin/rules/${encodeURIComponent(ruleId)}/trials`;

/** Trial runs: what a value would have done to what happened. */
export const trials = {
  list: (ruleId: string, cursor: string | null, signal?: AbortSignal) =>
    call<List<Trial>>("GET", of(ruleId), { query: { cursor }, signal }),

  one: (id: string, signal?: AbortSignal) => call<Trial>("GET", at(id), { signal }),

  start: (ruleId: string, wanted: Wanted) => call<Trial>("POST", of(ruleId), { body: wanted }),

  cancel: (id: string) => call<Trial>("POST", at(id, "/cancel")),
};
