import { call, type List, type NamedRef } from "../../../platform/api";
import type { NamedScope, Scope, Stage, ValueRow } from "./rules";

export type ProposalState = "open" | "confirmed" | "rejected" | "withdrawn" | "expired";

/** A change that somebody asks for. */
export interface Change {
  scope: Scope;
  /** Null takes the scope's own value back. */
  value: number | null;
  stage: Stage;
  /** 0 is the moment at which it is confirmed. */
  effective_at: number;
  until_at: number | null;
  reason: string;
  trial_id: string | null;
}

export interface Proposal extends Change {
  id: string;
  rule: { id: string; title: string; unit: string };
  scope: NamedScope;
  /** What its scope has of its own now, while it is open; later that may be what it has become. */
  before: ValueRow | null;
  asked_by: NamedRef;
  asked_at: number;
  /** Null where an approval decides. */
  expires_at: number | null;
  /** The approval that decides on it; null: administrators do so here. */
  approval_id: string | null;
  state: ProposalState;
  decided_by: NamedRef | null;
  decided_at: number | null;
  decision_note: string;
  /** What the reader may do: "rules.decide", "rules.withdraw". */
  abilities: string[];
}

const at = (id: string, rest = "") => `/admin/rule-proposals/${encodeURIComponent(id)}${rest}`;

/** Changes of rules: one asks, another decides. */
export const proposals = {
  list: (state: ProposalState | null, cursor: string | null, signal?: AbortSignal) =>
    call<List<Proposal>>("GET", "/admin/rule-proposals", { query: { state, cursor }, signal }),

  propose: (ruleId: string, change: Change) =>
    call<Proposal>("POST", `/admin/rules/${encodeURIComponent(ruleId)}/proposals`, { body: change }),

  decide: (id: string, confirm: boolean, note: string) =>
    call<Proposal>("POST", at(id, "/decision"), { body: { confirm, note } }),

  withdraw: (id: string) => call<Proposal>("POST", at(id, "/withdraw")),
};
