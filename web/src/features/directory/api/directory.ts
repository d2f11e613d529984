import { call, type Department, type List, type Person, type PersonCard, type Presence } from "../../../platform/api";

/** Where the query was found in a person, in characters; the field of the best match. */
export interface Match {
  field: "name" | "number" | "post" | "department";
  start: number;
  end: number;
}

export type Found = Person & { match?: Match | null };

const at = (path: string, id: string, rest = "") => `${path}/${encodeURIComponent(id)}${rest}`;

/** The directory's operations of the API, one function each. */
export const directory = {
  departments: (signal?: AbortSignal) => call<{ items: Department[] }>("GET", "/departments", { signal }),

  people: (departmentId: string, deep: boolean, cursor: string | null, signal?: AbortSignal) =>
    call<List<Person>>("GET", at("/departments", departmentId, "/people"), {
      query: { deep, cursor, limit: 100 },
      signal,
    }),

  search: (q: string, limit: number, signal?: AbortSignal) =>
    call<List<Found>>("GET", "/people", { query: { q, limit }, signal }),

  person: (id: string, signal?: AbortSignal) => call<PersonCard>("GET", at("/people", id), { signal }),

  presence: (ids: readonly string[]) =>
    call<{ items: { account_id: string; presence: Presence }[] }>("GET", "/presence", {
      query: { ids: ids.join(",") },
    }),

  openDirect: (accountId: string) =>
    call<{ id: string }>("POST", "/conversations/direct", { body: { account_id: accountId } }),
};
