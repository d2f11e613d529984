import { queryOptions, useQuery } from "@tanstack/react-query";
import { call } from "./call";
import { queryClient } from "./client";
import type { Ability, Me, Presence, Settings } from "./types";

/** Who is signed in. Changes come by the socket and by own acts, so it is never merely stale. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => call<Me>("GET", "/session", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: false,
});

/** The person who is signed in; only for pages inside the shell, which wait for it. */
export function useMe(): Me {
  const me = useQuery({ ...meQuery, enabled: false }).data ?? last;
  if (me === null) throw new Error("useMe is for pages inside the shell");
  last = me;
  return me;
}

/** On the way out the cache is empty before the page is gone; until then the page shows its last. */
let last: Me | null = null;

/** Whether the person's roles open something in this client. */
export function useAbility(ability: Ability): boolean {
  return useMe().abilities.includes(ability);
}

export function knownMe(): Me | undefined {
  return queryClient.getQueryData(meQuery.queryKey);
}

export function putMe(me: Me): void {
  queryClient.setQueryData(meQuery.queryKey, me);
}

/** Stands until the server is reached again. */
export function putKeptMe(me: Me): void {
  queryClient.setQueryData(meQuery.queryKey, me, { updatedAt: 0 });
}

/** Asks the server who is signed in, where what is known comes from this device. */
export function renewKeptMe(): void {
  if (queryClient.getQueryState(meQuery.queryKey)?.dataUpdatedAt === 0) void queryClient.refetchQueries(meQuery);
}

export function putSettings(settings: Settings): void {
  queryClient.setQueryData(meQuery.queryKey, (me) => (me ? { ...me, settings } : me));
}

export function putPresence(presence: Presence): void {
  queryClient.setQueryData(meQuery.queryKey, (me) => (me ? { ...me, account: { ...me.account, presence } } : me));
}

/** Shows the change at once, keeps what the server answers, and takes it back when it refuses. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const before = knownMe()?.settings;
  if (before) putSettings({ ...before, ...change });
  try {
    putSettings(await call<Settings>("PATCH", "/settings", { body: change }));
  } catch (error) {
    if (before) putSettings(before);
    throw error;
  }
}
