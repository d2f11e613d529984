import { call, type List } from "../../../../platform/api";
import { keepPreviousData, queryClient, queryOptions, useQueries } from "../../../../platform/queries";

/** What a list says of an approval, as far as a reference to it shows. */
export interface RelatedRow {
  id: string;
  serial: string;
  title: string;
  state: string;
  /** Only in lists. */
  summary?: { label: string; value: string }[];
  applicant?: { name: string };
}

export const BOXES = ["mine", "decided", "copied"] as const;
export type Box = (typeof BOXES)[number];

/** Approvals that one may refer to: those that one may see. */
export const relatedQuery = (box: Box, q: string, template: string) =>
  queryOptions({
    queryKey: ["approvals", "related", box, q, template],
    queryFn: ({ signal }) =>
      call<List<RelatedRow>>("GET", "/approvals", {
        query: { box, q: q || null, template: template || null, limit: 20 },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

const oneKey = (id: string) => ["approvals", "related", id];

export function knowRelated({ id, serial, title, state }: RelatedRow): void {
  queryClient.setQueryData(oneKey(id), { id, serial, title, state });
}

/** Approvals by their ids; what this person may not see has no title. */
export function useRelated(ids: readonly string[]): RelatedRow[] {
  const found = useQueries({
    queries: ids.map((id) =>
      queryOptions({
        queryKey: oneKey(id),
        queryFn: ({ signal }) => call<RelatedRow>("GET", `/approvals/${encodeURIComponent(id)}`, { signal }),
        staleTime: 60_000,
      }),
    ),
  });
  return ids.map((id, at) => found[at]?.data ?? { id, serial: "", title: "", state: "" });
}
