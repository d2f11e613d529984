import { useCallback, useEffect } from "react";
import { create } from "zustand";
import { messaging } from "../api/messaging";
import type { Conversation, Person } from "../model/types";

/** People whose faces are shown. Filled by whatever brings them; the unknown are asked for once. */
interface PeopleState {
  byId: ReadonlyMap<string, Person>;
  learn(people: Iterable<Person>): void;
}

export const usePeople = create<PeopleState>()((set) => ({
  byId: new Map(),
  learn(people) {
    set((s) => {
      const byId = new Map(s.byId);
      for (const person of people) byId.set(person.id, person);
      return { byId };
    });
  },
}));

const asked = new Set<string>();

export function askFor(id: string): void {
  if (asked.has(id) || usePeople.getState().byId.has(id)) return;
  asked.add(id);
  messaging
    .getPerson(id)
    .then((person) => usePeople.getState().learn([person]))
    // Somebody who left or is not visible keeps a neutral face; asking again would not help.
    .catch(() => undefined);
}

/** Somebody of whom only the id is known; until they were asked for, under the name that came with it. */
export function usePerson(id: string | null, name: string): Pick<Person, "id" | "name" | "avatar_hue"> {
  const known = usePeople((s) => (id === null ? undefined : s.byId.get(id)));
  useEffect(() => {
    if (known === undefined && id !== null) askFor(id);
  }, [known, id]);
  return known ?? { id: id ?? "", name, avatar_hue: 0 };
}

/** The faces of a conversation: its first members at once, others when they are seen. */
export function usePersonOf(conversation: Conversation): (id: string) => Person | undefined {
  const { id, kind, peer, epoch } = conversation;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the epoch tells that the members changed
  useEffect(() => {
    if (peer !== null) usePeople.getState().learn([peer]);
    if (kind !== "group") return;
    messaging
      .listMembers(id, { limit: 200 })
      .then((page) => usePeople.getState().learn(page.items.map((m) => m.person)))
      .catch(() => undefined);
  }, [id, kind, peer, epoch]);
  const byId = usePeople((s) => s.byId);
  return useCallback((personId: string) => byId.get(personId), [byId]);
}
