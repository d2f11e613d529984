import { call, type List } from "../../../platform/api";
import { queryOptions } from "../../../platform/queries";

interface Regulation {
  id: string;
  built_in: string | null;
  in_force: number | null;
}

interface Node {
  id: string;
  rules: string[];
  children: Node[];
}

/** The clause of a regulation in force that a rule carries. */
export interface ClausePlace {
  regulationId: string;
  nodeId: string;
}

/**
 * Where a rule stands in the regulations. The company's own come before what the product brings: a
 * person is led to what their company wrote.
 */
export const clauseQuery = (ruleId: string) =>
  queryOptions({
    queryKey: ["regulations", "clause-of", ruleId],
    queryFn: ({ signal }) => find(ruleId, signal),
    staleTime: 5 * 60_000,
  });

async function find(ruleId: string, signal: AbortSignal): Promise<ClausePlace | null> {
  const all: Regulation[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: List<Regulation> = await call("GET", "/regulations", { query: { cursor, limit: 200 }, signal });
    all.push(...page.items);
    cursor = page.next_cursor;
    if (cursor === null) break;
  }
  for (const one of ownFirst(all)) {
    const { items } = await call<{ items: Node[] }>("GET", `/regulations/${one.id}/versions/${one.in_force}`, {
      signal,
    });
    const nodeId = carrying(items, ruleId);
    if (nodeId !== null) return { regulationId: one.id, nodeId };
  }
  return null;
}

const ownFirst = (all: readonly Regulation[]): Regulation[] => {
  const inForce = all.filter((one) => one.in_force !== null);
  return [...inForce.filter((one) => one.built_in === null), ...inForce.filter((one) => one.built_in !== null)];
};

/** The first node, in reading order, that a rule carries. */
export function carrying(nodes: readonly Node[], ruleId: string): string | null {
  for (const node of nodes) {
    if (node.rules.includes(ruleId)) return node.id;
    const below = carrying(node.children, ruleId);
    if (below !== null) return below;
  }
  return null;
}
