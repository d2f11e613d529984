import { useMemo } from "react";
import { ordered } from "../model/inbox";
import type { Person } from "../model/types";
import { useInbox } from "../state/inboxStore";

/** Before anything is typed: the people that one talks with. */
export function useSuggested(): Person[] {
  const inbox = useInbox((s) => s.inbox);
  return useMemo(() => {
    const people = ordered(inbox, "all").flatMap((c) => (c.peer === null ? [] : [c.peer]));
    return people.slice(0, 12);
  }, [inbox]);
}

export function toggled(list: Person[], person: Person): Person[] {
  return list.some((p) => p.id === person.id) ? list.filter((p) => p.id !== person.id) : [...list, person];
}
