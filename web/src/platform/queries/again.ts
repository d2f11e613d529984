import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Asks again for what is shown below a key. Where a first answer is still under way, another one is asked for
 * behind it: what it says may be from before the news, and it would count as the answer to them.
 */
export async function askAgain(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const first = client.getQueryCache().findAll({ queryKey, type: "active", predicate: underWay });
  const again = (one: Query) => client.invalidateQueries({ predicate: (q) => q === one });
  await Promise.all([
    client.invalidateQueries({ queryKey }), // of these it awaits what is under way
    ...first.map(async (one) => {
      await again(one);
      await again(one);
    }),
  ]);
}

const underWay = (q: Query) => q.state.fetchStatus !== "idle" && q.state.data === undefined;

/** Asks for what was to be asked for again while no answer came. */
export const askForMissed = (client: QueryClient, queryKey: QueryKey): Promise<void> =>
  client.refetchQueries({ queryKey, type: "active", predicate: (q) => q.state.isInvalidated });
