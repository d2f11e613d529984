import { create } from "zustand";
import type { Presence } from "../model/types";
import { alive, silenced, type Typist, typed } from "../model/typing";

/** Signs that may be lost: who is typing, who is present. */
interface SignsState {
  typists: ReadonlyMap<string, Typist[]>;
  presence: ReadonlyMap<string, Presence>;
  type(conversationId: string, accountId: string, name: string): void;
  silence(conversationId: string, accountId: string): void;
  sweep(): void;
  setPresence(items: Iterable<readonly [string, Presence]>): void;
  clear(): void;
}

export const useSigns = create<SignsState>()((set, get) => ({
  typists: new Map(),
  presence: new Map(),
  type(conversationId, accountId, name) {
    const list = typed(get().typists.get(conversationId) ?? [], accountId, name, Date.now());
    set({ typists: new Map(get().typists).set(conversationId, list) });
  },
  silence(conversationId, accountId) {
    const list = get().typists.get(conversationId);
    if (list === undefined) return;
    set({ typists: new Map(get().typists).set(conversationId, silenced(list, accountId)) });
  },
  sweep() {
    const now = Date.now();
    const next = new Map<string, Typist[]>();
    for (const [id, list] of get().typists) {
      const left = alive(list, now);
      if (left.length > 0) next.set(id, left);
    }
    set({ typists: next });
  },
  setPresence(items) {
    const presence = new Map(get().presence);
    for (const [id, value] of items) presence.set(id, value);
    set({ presence });
  },
  clear() {
    set({ typists: new Map(), presence: new Map() });
  },
}));
