import { useEffect, useMemo, useState } from "react";
import { ordered } from "../../features/messages/model/inbox";
import type { Conversation } from "../../features/messages/model/types";
import { useInbox } from "../../features/messages/state/inboxStore";
import { call, type List, type Person } from "../../platform/api";
import { useQuery } from "../../platform/queries";

/** One row of quick search: a conversation that is known here, or a person whom the server found. */
export interface Found {
  key: string;
  /** The last one leads on to what was said. */
  group: "recent" | "groups" | "people" | "messages";
  name: string;
  person: Person | null;
  conversationId: string | null;
}

const RECENT = 7;
const GROUPS = 4;
const PEOPLE = 20;
const SETTLED_MS = 120;

export function useFound(query: string): { items: Found[]; pending: boolean; failed: boolean; people: boolean } {
  const inbox = useInbox((s) => s.inbox);
  const settled = useSettled(query);
  const search = useQuery({
    queryKey: ["quick-search", settled],
    queryFn: ({ signal }) => call<List<Person>>("GET", "/people", { query: { q: settled, limit: PEOPLE }, signal }),
    enabled: settled !== "",
    placeholderData: (before) => before,
    staleTime: 30_000,
    gcTime: 60_000,
  });
  const known = useMemo(() => ordered(inbox, "all"), [inbox]);
  const items = useMemo(() => {
    if (query === "")
      return known
        .filter((c) => c.kind !== "self")
        .slice(0, RECENT)
        .map((c) => ofConversation(c, "recent"));
    const needle = query.toLowerCase();
    const groups = known.filter((c) => c.kind === "group" && c.name.toLowerCase().includes(needle));
    const people = (search.data?.items ?? []).map(ofPerson);
    return [...people, ...groups.slice(0, GROUPS).map((c) => ofConversation(c, "groups")), inMessages(query)];
  }, [query, known, search.data]);
  const pending = query !== "" && (query !== settled || search.isFetching);
  return { items, pending, failed: search.isError, people: items.some((i) => i.person !== null) };
}

function ofConversation(c: Conversation, group: Found["group"]): Found {
  const person = c.kind === "direct" ? (c.peer as Person | null) : null;
  return { key: c.id, group, name: person?.name ?? c.name, person, conversationId: c.id };
}

function inMessages(query: string): Found {
  return { key: "messages", group: "messages", name: query, person: null, conversationId: null };
}

function ofPerson(person: Person): Found {
  return { key: person.id, group: "people", name: person.name, person, conversationId: null };
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), SETTLED_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
