import { infiniteQueryOptions, queryOptions } from "../../../platform/queries";
import { admin, type PeopleFilter } from "./admin";
import { type Import, imports, type RowKind } from "./imports";

/** Everything of the administration lies below this key. */
export const adminKey = ["admin"] as const;
export const peopleKey = [...adminKey, "people"] as const;

export const peopleQuery = (filter: PeopleFilter) =>
  infiniteQueryOptions({
    queryKey: [...peopleKey, filter],
    queryFn: ({ pageParam, signal }) => admin.people(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    staleTime: 15_000,
  });

export const works = (state: Import["state"] | undefined): boolean => state === "reading" || state === "applying";

/** The socket tells of progress; asking as well costs little and survives a lost connection. */
const ASK_EVERY = 1_000;

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: [...adminKey, "import", id],
    queryFn: ({ signal }) => imports.one(id, signal),
    refetchInterval: (query) => (works(query.state.data?.state) ? ASK_EVERY : false),
  });

export const rowsQuery = (id: string, kind: RowKind, applied: boolean) =>
  infiniteQueryOptions({
    queryKey: [...adminKey, "import", id, "rows", kind, applied],
    queryFn: ({ pageParam, signal }) => imports.rows(id, kind, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    staleTime: Number.POSITIVE_INFINITY,
  });
