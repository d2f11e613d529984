import { useEffect } from "react";
import { create } from "zustand";
import type { Presence } from "../../../platform/api";
import { socket, useSocketEvent, watchPresence } from "../../../platform/socket";
import { directory } from "../api/directory";

interface Heard {
  byId: ReadonlyMap<string, Presence>;
  hear(items: readonly (readonly [string, Presence])[]): void;
}

/** What was heard of people's presence since the page was opened; newer than any list. */
const useHeard = create<Heard>()((set) => ({
  byId: new Map(),
  hear: (items) => set((s) => ({ byId: new Map([...s.byId, ...items]) })),
}));

/** The freshest presence of somebody. */
export function usePresence(person: { id: string; presence: Presence }): Presence {
  return useHeard((s) => s.byId.get(person.id)) ?? person.presence;
}

/** Listens for the whole page. */
export function usePresenceEvents(): void {
  useSocketEvent("presence", (e) => useHeard.getState().hear([[e.account_id, e.presence]]));
}

const SETTLED_MS = 250;

/** Nobody tells of changes while somebody is not watched; older than this it is asked for. */
const FRESH_MS = 60_000;
const askedAt = new Map<string, number>();

/** Asks to hear of these people while they can be seen, and how they are now after a lost connection. */
export function useWatched(part: string, ids: readonly string[]): void {
  const list = ids.slice(0, 200).join();
  useEffect(() => {
    const wanted = list === "" ? [] : list.split(",");
    // Scrolling past somebody is no reason to ask.
    const timer = window.setTimeout(() => {
      watchPresence(part, wanted);
      const limit = Date.now() - FRESH_MS;
      void refresh(wanted.filter((id) => (askedAt.get(id) ?? 0) < limit));
    }, SETTLED_MS);
    const off = socket.onHello(() => void refresh(wanted));
    return () => {
      window.clearTimeout(timer);
      off();
    };
  }, [part, list]);
  useEffect(() => () => watchPresence(part, []), [part]);
}

async function refresh(ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const now = Date.now();
  for (const id of ids) askedAt.set(id, now);
  try {
    const { items } = await directory.presence(ids);
    useHeard.getState().hear(items.map((item) => [item.account_id, item.presence] as const));
  } catch {
    for (const id of ids) askedAt.delete(id);
  }
}
