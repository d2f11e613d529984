import { call, type List, type Person } from "../../../platform/api";
import { infiniteQueryOptions, queryOptions } from "../../../platform/queries";

/** What was done, as whoever may read the log sees it. */
export interface AuditRecord {
  id: string;
  at: number;
  actor: Person | null;
  actor_id: string | null;
  session_id: string | null;
  action: string;
  object: string;
  object_id: string | null;
  object_person: Person | null;
  subject: Person | null;
  facts: Record<string, unknown>;
  ip: string;
  request_id: string;
  /** In the signed log; null until it has one. */
  number: number | null;
}

/** What somebody else did with one's own data. */
export interface AuditLook {
  id: string;
  at: number;
  actor: Person | null;
  action: string;
  kind: "read" | "write";
  object: string;
  facts: Record<string, unknown>;
  number: number | null;
}

export interface AuditProof {
  number: number;
  record: string;
  hashes: string[];
  checkpoint: string;
}

export interface AuditOutside {
  where: string;
  state: "current" | "behind" | "empty" | "away" | "differs";
  size: number;
  signed_at: number;
}

export interface AuditState {
  origin: string;
  records: number;
  size: number;
  signed_at: number;
  note: string;
  stopped: boolean;
  outside: AuditOutside[];
  keys: string[];
}

export interface RecordFilter {
  actor_id: string | null;
  about_id: string | null;
  action: string | null;
  object: string | null;
  from_at: number | null;
  to_at: number | null;
}

const KEY = ["audit"];

const pages = <T>(name: unknown[], path: string, query: Record<string, string | number | null>) =>
  infiniteQueryOptions({
    queryKey: [...KEY, ...name],
    queryFn: ({ pageParam, signal }) =>
      call<List<T>>("GET", path, { query: { ...query, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    // Each reading of the log is a record in it: it is not read again without being asked to.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const recordsQuery = (filter: RecordFilter) =>
  pages<AuditRecord>(["records", filter], "/admin/audit", { ...filter });

export const looksQuery = pages<AuditLook>(["looks"], "/audit/mine", {});

export const stateQuery = queryOptions({
  queryKey: [...KEY, "state"],
  queryFn: ({ signal }) => call<AuditState>("GET", "/admin/audit/state", { signal }),
  staleTime: 0,
});

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, "person", id],
    queryFn: ({ signal }) => call<Person>("GET", `/people/${encodeURIComponent(id)}`, { signal }),
    staleTime: 5 * 60_000,
  });

export const proofOf = (record: string) =>
  call<AuditProof>("GET", `/audit/records/${encodeURIComponent(record)}/proof`);
