import { addressOf, call, type List } from "../../../platform/api";
import { infiniteQueryOptions, keepPreviousData, queryClient, queryOptions } from "../../../platform/queries";
import type { Act, Approval, ApprovalRow, BatchItem, BatchResult, Box, Confirm, Counts, TemplateItem } from "./types";

/** Everything of approvals lies below this key, so that one event refreshes it. */
export const approvalsKey = ["approvals"] as const;

const at = (id: string, rest = "") => `/approvals/${encodeURIComponent(id)}${rest}`;

/** What a list is narrowed to; what is not asked for is empty. */
export interface Narrowed {
  q: string;
  state: string;
  template: string;
  from_at: number | null;
  to_at: number | null;
}

export const boxQuery = (box: Box, n: Narrowed) =>
  infiniteQueryOptions({
    queryKey: [...approvalsKey, "box", box, n],
    queryFn: ({ pageParam, signal }) =>
      call<List<ApprovalRow>>("GET", "/approvals", {
        query: {
          box,
          q: n.q || null,
          state: n.state || null,
          template: n.template || null,
          from_at: n.from_at,
          to_at: n.to_at,
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });

export const oneQuery = (id: string) =>
  queryOptions({
    queryKey: [...approvalsKey, "one", id],
    queryFn: ({ signal }) => call<Approval>("GET", at(id), { signal }),
  });

/**
 * What the server answers is shown at once, and everything is asked for again: what followed from the act
 * may have been told before its answer was here, and must not be hidden by it.
 */
export function putApproval(a: Approval): void {
  queryClient.setQueryData([...approvalsKey, "one", a.id], a);
  void approvalChanged(a.id);
}

export const approvalChanged = (id: string) =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: [...approvalsKey, "one", id] }),
    queryClient.invalidateQueries({ queryKey: [...approvalsKey, "box"] }),
  ]);

/** Says that the reader has looked at it. */
export const readApproval = (id: string) => call("PUT", at(id, "/read"));

export const countApprovals = () => call<Counts>("GET", "/approvals/counts");

export const templatesQuery = queryOptions({
  queryKey: [...approvalsKey, "templates"],
  queryFn: ({ signal }) => call<{ items: TemplateItem[] }>("GET", "/approval-templates", { signal }),
});

export async function act(id: string, what: Act): Promise<Approval> {
  const after = await call<Approval>("POST", at(id, "/acts"), { body: what });
  putApproval(after);
  return after;
}

export async function decideAll(items: BatchItem[], kind: "approve" | "reject", text: string, confirm?: Confirm) {
  const body = { items, kind, text, ...(confirm === undefined ? {} : { confirm }) };
  const { items: results } = await call<{ items: BatchResult[] }>("POST", "/approvals/batch", { body });
  void queryClient.invalidateQueries({ queryKey: approvalsKey });
  return results;
}

export const pdfAddress = (id: string) => addressOf(at(id, "/document.pdf"));
export const signedAddress = (id: string) => addressOf(at(id, "/signed.json"));
