import { useState } from "react";
import type { List } from "../../../platform/api";
import { type InfiniteData, useQueryClient } from "../../../platform/queries";
import type { AdminPerson } from "../api/admin";
import { peopleKey } from "../api/queries";

type Pages = InfiniteData<List<AdminPerson>>;

/** Runs one act at a time; what it refuses stays on the screen until the next try. */
export function useAct() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
    } catch (refusal) {
      setError(refusal);
    }
    setBusy(false);
  };

  /** Lays an account as the server answered it over every list that shows it. */
  const put = (next: AdminPerson) =>
    client.setQueriesData<Pages>({ queryKey: peopleKey }, (old) =>
      old === undefined
        ? old
        : {
            ...old,
            pages: old.pages.map((page) => ({
              ...page,
              items: page.items.map((one) => (one.person.id === next.person.id ? next : one)),
            })),
          },
    );
  const refresh = () => client.invalidateQueries({ queryKey: peopleKey });

  return { busy, error, run, put, refresh };
}
