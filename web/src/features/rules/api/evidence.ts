import { call, type List, type NamedRef } from "../../../platform/api";
import type { Outcome } from "./trials";

/** One case that a rule decided, as it was kept. */
export interface Evidence {
  id: string;
  at: number;
  rule: { id: string; title: string; unit: string };
  version: number;
  outcome: Outcome;
  /** Null for the system itself. */
  actor: NamedRef | null;
  department: NamedRef | null;
  object: string;
  object_id: string | null;
  facts: Record<string, unknown>;
  /** How often it was tried again within the minute. */
  repeats: number;
}

export interface EvidenceFilter {
  rule: string;
  department: string;
  outcome: string;
  /** Days, both included; empty for no limit. */
  from: string;
  to: string;
}

export const FILTERS = ["rule", "department", "outcome", "from", "to"] as const;

export interface EvidenceQuery {
  rule: string | null;
  department: string | null;
  outcome: string | null;
  from_at: number | null;
  to_at: number | null;
}

export const listEvidence = (query: EvidenceQuery, cursor: string | null, signal?: AbortSignal) =>
  call<List<Evidence>>("GET", "/admin/evidence", { query: { ...query, cursor, limit: 50 }, signal });
