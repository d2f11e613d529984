import { addressOf, call } from "../../../platform/api";
import { queryOptions } from "../../../platform/queries";
import { at, regulationsKey } from "./read";
import type { Kind, VersionState } from "./types";

export type Carried = "enforced" | "measured" | "assisted";

/** What a rule said in the last 30 days, over the whole company. */
export interface Counts {
  blocked: number;
  warned: number;
  watched: number;
  recorded: number;
}

/** A rule that carries a clause, with its value for the company today. */
export interface CoveringRule {
  id: string;
  title: string;
  /** What the clause lies in, where the rule is linked to that; null: to the clause itself. */
  via: string | null;
  carried: Carried;
  value: number;
  unit: string;
  stage: "watch" | "warn" | "enforce";
  /** How many narrower scopes have a value of their own. */
  narrower: number;
  /** Null for whoever does not see them. */
  counts30: Counts | null;
}

export interface CoveredClause {
  node_id: string;
  kind: Kind;
  number: string;
  cite: string;
  /** What it lies in, outermost first. */
  path: { id: string; kind: Kind; number: string; title: string }[];
  title: string;
  text: string;
  rules: CoveringRule[];
  /** Carried only by what it contains. */
  below: boolean;
  /** Nothing carries it. */
  none: boolean;
}

/** What carries each clause of a version. */
export interface Coverage {
  regulation: { id: string; title: string; version: number; state: VersionState; effective_at: number | null };
  /** As of when values and links are. */
  at: number;
  counted_from_at: number | null;
  totals: { clauses: number; carried: Record<Carried, number>; none: number };
  items: CoveredClause[];
}

/** Version 0: the one in force. */
export const coverageQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: [...regulationsKey, "coverage", id, version],
    queryFn: ({ signal }) => call<Coverage>("GET", at(id, "/coverage"), { query: { version }, signal }),
  });

export const coverageFile = (id: string, version: number, ending: "xlsx" | "pdf") =>
  addressOf(at(id, `/coverage.${ending}`), { version });
