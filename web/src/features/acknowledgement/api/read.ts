import { addressOf, call, type List } from "../../../platform/api";
import {
  askAgain,
  follow,
  infiniteQueryOptions,
  keepPreviousData,
  queryClient,
  queryOptions,
} from "../../../platform/queries";
import type { Acknowledgement, AcknowledgementPage, AskedPerson, Demand, DemandState } from "./types";

declare module "../../../platform/socket/frames" {
  interface SocketEvents {
    "acknowledgements.changed": {
      what: "asked" | "reminder" | "overdue" | "ended" | "done";
      regulation_id: string;
      version: number;
    };
  }
}

/** Everything about acknowledgements lies below this key. */
export const key = ["acknowledgements"] as const;

// With the queries themselves: the signs of the shell listen once the page has time for them, which is later.
follow(key, "acknowledgements.changed");

const own = (regulation: string, version: number, rest = "") =>
  `/acknowledgements/${encodeURIComponent(regulation)}/${version}${rest}`;
const all = (regulation: string, rest = "") =>
  `/admin/regulations/${encodeURIComponent(regulation)}/acknowledgement${rest}`;

export const listMine = (state: "waiting" | "done", cursor: string | null, signal?: AbortSignal) =>
  call<AcknowledgementPage>("GET", "/acknowledgements", { query: { state, cursor }, signal });

export const mineQuery = (state: "waiting" | "done") =>
  infiniteQueryOptions({
    queryKey: [...key, "mine", state],
    queryFn: ({ pageParam, signal }) => listMine(state, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

interface Own {
  acknowledgement: Acknowledgement | null;
}

export const ownQuery = (regulation: string, version: number) =>
  queryOptions({
    queryKey: [...key, "own", regulation, version],
    queryFn: ({ signal }) => call<Own>("GET", own(regulation, version), { signal }),
  });

/** What the server says of one's own part is shown at once. */
export function putOwn(a: Acknowledgement): void {
  queryClient.setQueryData([...key, "own", a.regulation_id, a.version], { acknowledgement: a } satisfies Own);
}

export const noteReading = (regulation: string, version: number) =>
  call<Acknowledgement>("POST", own(regulation, version, "/reading"));

export const acknowledge = (a: Acknowledgement) =>
  call<Acknowledgement>("POST", own(a.regulation_id, a.version), { body: { version_hash: a.version_hash } });

/** Where the proof of an acknowledgement is fetched: for paper, or whole, for programs. */
export const proofAddress = (regulation: string, version: number, form: "pdf" | "json", account?: string) =>
  addressOf(own(regulation, version, form === "pdf" ? "/proof/pdf" : "/proof"), { account });

export const demandsQuery = queryOptions({
  queryKey: [...key, "demands"],
  queryFn: ({ signal }) => call<{ items: Demand[] }>("GET", "/admin/acknowledgements", { signal }),
});

export const stateQuery = (regulation: string, version: number) =>
  queryOptions({
    queryKey: [...key, "state", regulation, version],
    queryFn: ({ signal }) => call<DemandState>("GET", all(regulation), { query: { version }, signal }),
    placeholderData: keepPreviousData,
  });

export type PeopleState = "open" | "overdue" | "done" | "all";

export const peopleQuery = (regulation: string, version: number, state: PeopleState, department: string) =>
  infiniteQueryOptions({
    queryKey: [...key, "people", regulation, version, state, department],
    queryFn: ({ pageParam, signal }) =>
      call<List<AskedPerson>>("GET", all(regulation, "/people"), {
        query: { version, state: state === "all" ? null : state, department_id: department || null, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });

export const demand = (regulation: string, required: boolean, departments: string[]) =>
  call<DemandState>("PUT", all(regulation), { body: { required, department_ids: departments } });

export const remind = (regulation: string, department: string) =>
  call<{ reminded: number }>("POST", all(regulation, "/remind"), {
    body: department === "" ? {} : { department_id: department },
  });

export const exportAddress = (regulation: string, version: number, department: string) =>
  addressOf(all(regulation, "/export"), { version, department_id: department || null });

/** Asks again for whatever is shown. */
export const acknowledgementsChanged = (): Promise<void> => askAgain(key);
