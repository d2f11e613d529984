import { call, type Person } from "../../../../platform/api";
import { departmentsQuery } from "../../../../platform/departments";
import { queryClient, queryOptions, useQueries, useQuery } from "../../../../platform/queries";

const key = (id: string) => ["approvals", "person", id];

export type Named = Pick<Person, "id" | "name" | "avatar_hue"> & { department_name?: string };

const personQuery = (id: string) =>
  queryOptions({
    queryKey: key(id),
    queryFn: ({ signal }) => call<Person>("GET", `/people/${encodeURIComponent(id)}`, { signal }),
    staleTime: 5 * 60_000,
  });

/** Somebody was just chosen, so nobody need be asked who it is. */
export function know(person: Person): void {
  queryClient.setQueryData(key(person.id), person);
}

/** People by their ids, in that order; who is not known yet has no name. */
export function usePeople(ids: readonly string[]): Named[] {
  const found = useQueries({ queries: ids.map((id) => personQuery(id)) });
  return ids.map((id, at) => found[at]?.data ?? { id, name: "", avatar_hue: 0 });
}

/** What departments are called, by their ids. */
export function useDepartmentNames(): (id: string) => string {
  const departments = useQuery(departmentsQuery).data?.items;
  return (id) => departments?.find((d) => d.id === id)?.name ?? "";
}
