import { infiniteQueryOptions, queryOptions } from "../../../platform/queries";
import { directory } from "./directory";

/** All that is asked of the directory lies below this key, so that one event refreshes it. */
export const directoryKey = ["directory"] as const;

export const departmentsQuery = queryOptions({
  queryKey: [...directoryKey, "departments"],
  queryFn: ({ signal }) => directory.departments(signal),
  select: (answer) => answer.items,
  staleTime: 5 * 60_000,
});

export const peopleQuery = (departmentId: string, deep: boolean) =>
  infiniteQueryOptions({
    queryKey: [...directoryKey, "people", departmentId, deep],
    queryFn: ({ pageParam, signal }) => directory.people(departmentId, deep, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    staleTime: 60_000,
  });

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: [...directoryKey, "person", id],
    queryFn: ({ signal }) => directory.person(id, signal),
    staleTime: 30_000,
  });

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: [...directoryKey, "search", q],
    queryFn: ({ signal }) => directory.search(q, SEARCH_LIMIT, signal),
    enabled: q !== "",
    staleTime: 60_000,
    gcTime: 60_000,
  });

export const SEARCH_LIMIT = 50;
