import { addressOf, call, type List, type PersonCard } from "../../../platform/api";
import { askAgain, follow, queryOptions } from "../../../platform/queries";
import type { Redline, Regulation, RegulationClause, RegulationVersion, Rule } from "./types";

/** Everything about regulations lies below this key. */
export const regulationsKey = ["regulations"] as const;

// With the queries themselves, not with the page: what is told before it listens is told once. The values of
// rules stand in the text too.
follow(regulationsKey, "regulations.changed", "rules.changed");

export const at = (id: string, rest = "") => `/regulations/${encodeURIComponent(id)}${rest}`;

async function all(signal: AbortSignal): Promise<Regulation[]> {
  const found: Regulation[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: List<Regulation> = await call("GET", "/regulations", { query: { cursor, limit: 200 }, signal });
    found.push(...page.items);
    cursor = page.next_cursor;
    if (cursor === null) return found;
  }
}

export const listQuery = queryOptions({ queryKey: [...regulationsKey, "list"], queryFn: ({ signal }) => all(signal) });

export const oneQuery = (id: string) =>
  queryOptions({
    queryKey: [...regulationsKey, "one", id],
    queryFn: ({ signal }) => call<Regulation>("GET", at(id), { signal }),
  });

export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: [...regulationsKey, "version", id, version],
    queryFn: ({ signal }) => call<RegulationVersion>("GET", at(id, `/versions/${version}`), { signal }),
  });

export const clauseQuery = (id: string, node: string, version: number) =>
  queryOptions({
    queryKey: [...regulationsKey, "clause", id, node, version],
    queryFn: ({ signal }) =>
      call<RegulationClause>("GET", at(id, `/clauses/${encodeURIComponent(node)}`), { query: { version }, signal }),
  });

export const redlineQuery = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: [...regulationsKey, "redline", id, from, to],
    queryFn: ({ signal }) => call<Redline>("GET", at(id, "/redline"), { query: { from, to }, signal }),
  });

async function allRules(signal: AbortSignal): Promise<Rule[]> {
  const found: Rule[] = [];
  for (let query: { cursor: string } | undefined; ; ) {
    const page: List<Rule> = await call("GET", "/rules", { query, signal });
    found.push(...page.items);
    if (page.next_cursor === null) return found;
    query = { cursor: page.next_cursor };
  }
}

/** The rules by id, with their values as they hold for the reader. */
export const rulesQuery = queryOptions({
  queryKey: [...regulationsKey, "rules"],
  queryFn: ({ signal }) => allRules(signal),
  select: (all) => new Map(all.map((rule) => [rule.id, rule])),
});

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: [...regulationsKey, "person", id],
    queryFn: ({ signal }) => call<PersonCard>("GET", `/people/${encodeURIComponent(id)}`, { signal }),
    staleTime: 5 * 60_000,
  });

export const pdfAddress = (id: string, version: number) => addressOf(at(id, `/versions/${version}/pdf`));

/** Asks again for whatever is shown. */
export const regulationsChanged = (): Promise<void> => askAgain(regulationsKey);
