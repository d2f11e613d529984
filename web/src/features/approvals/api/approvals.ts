import { addressOf, call, fetchFile } from "../../../platform/api";
import {
  askAgain,
  follow,
  infiniteQueryOptions,
  keepPreviousData,
  queryClient,
  queryOptions,
} from "../../../platform/queries";
import { type SocketEvents, socket } from "../../../platform/socket";
import { isNewer } from "./newer";
import type { Act, Approval, BatchItem, BatchResult, Box, Confirm, Counts, RowList, TemplateItem } from "./types";

declare module "../../../platform/socket/frames" {
  interface SocketEvents {
    "approval.changed": { id: string };
  }
}

/** Everything of approvals lies below this key, so that one event refreshes it. */
export const approvalsKey = ["approvals"] as const;

// With the queries themselves, not with a page or the shell: what is told between the first answer and
// whoever listens later is told once.
follow(approvalsKey);
socket.on("approval.changed", (data) => void approvalChanged((data as SocketEvents["approval.changed"]).id));

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
      call<RowList>("GET", "/approvals", {
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
 * What the server answers is shown at once, unless what followed from the act is known already; everything
 * is asked for again, for that may have been told before the answer was here.
 */
export function putApproval(a: Approval): void {
  queryClient.setQueryData<Approval>([...approvalsKey, "one", a.id], (known) =>
    known !== undefined && isNewer(known, a) ? known : a,
  );
  void approvalChanged(a.id);
}

export const approvalChanged = (id: string) =>
  Promise.all([askAgain([...approvalsKey, "one", id]), askAgain([...approvalsKey, "box"])]);

/** Says that the reader has looked at it. */
export const readApproval = (id: string) => call("PUT", at(id, "/read"));

export const countApprovals = () => call<Counts>("GET", "/approvals/counts");

/** 常用语: what one says most often of decisions, in one's own order. */
export interface Phrases {
  approve: string[];
  reject: string[];
}

export const phrasesQuery = queryOptions({
  queryKey: ["approval-phrases"],
  queryFn: ({ signal }) => call<Phrases & { own: boolean }>("GET", "/approval-phrases", { signal }),
  staleTime: 5 * 60_000,
});

export async function keepPhrases(phrases: Phrases): Promise<void> {
  queryClient.setQueryData(phrasesQuery.queryKey, await call("PUT", "/approval-phrases", { body: phrases }));
}

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
  void askAgain(approvalsKey);
  return results;
}

export const pdfAddress = (id: string) => addressOf(at(id, "/document.pdf"));
export const signedAddress = (id: string) => addressOf(at(id, "/signed.json"));

/** A list as it is narrowed, as a workbook; of one kind with what was filled in. */
export const exported = (scope: Box | "all", n: Narrowed, signal: AbortSignal) =>
  fetchFile("/approvals/export", {
    query: {
      scope,
      format: "xlsx",
      q: n.q || null,
      state: n.state || null,
      template: n.template || null,
      from_at: n.from_at,
      to_at: n.to_at,
    },
    signal,
  });
