import { call, type List, type NamedRef, type Person } from "../../../platform/api";
import { askAgain, follow, infiniteQueryOptions, keepPreviousData, queryOptions } from "../../../platform/queries";
import { socket } from "../../../platform/socket";
import { approvalsKey } from "./approvals";

declare module "../../../platform/socket/frames" {
  interface SocketEvents {
    "delegations.changed": { id: string };
    "approval.effect_stuck": { id: string; state: string };
  }
}

/** Somebody's turns go to somebody else too, for a time; who is first, decides. */
export interface Delegation {
  id: string;
  principal: Person;
  delegate: Person;
  from_at: number;
  /** The first instant at which it no longer holds. */
  until_at: number;
  /** Empty: of every kind. */
  templates: { key: string; name: string }[];
  reason: string;
  state: "planned" | "running" | "over";
  made_at: number;
  ended_at: number | null;
  approval_id: string | null;
}

export type DelegationBox = "given" | "received";

const delegationsKey = [...approvalsKey, "delegations"] as const;
socket.on("delegations.changed", () => void delegationsChanged());

export const delegationsQuery = (box: DelegationBox) =>
  queryOptions({
    queryKey: [...delegationsKey, box],
    queryFn: ({ signal }) => call<{ items: Delegation[] }>("GET", "/delegations", { query: { box }, signal }),
  });

export interface NewDelegation {
  to: string;
  /** 0: from now on. */
  from_at: number;
  until_at: number;
  templates: string[];
  reason: string;
}

const delegationsChanged = () => askAgain(delegationsKey);

export async function delegate(body: NewDelegation): Promise<void> {
  await call<Delegation>("POST", "/delegations", { body });
  await delegationsChanged();
}

export async function endDelegation(id: string): Promise<void> {
  await call("DELETE", `/delegations/${encodeURIComponent(id)}`);
  await delegationsChanged();
}

/** How long approvals take, in working time, and for whom they wait. */
export interface Statistics {
  from_at: number;
  to_at: number;
  templates: TemplateFigures[];
  people: PersonLoad[];
}

export interface TemplateFigures {
  template: { key: string; name: string };
  opened: number;
  running: number;
  approved: number;
  rejected: number;
  withdrawn: number;
  median_ms: number;
  p90_ms: number;
  steps: StepFigures[];
}

export interface StepFigures {
  step: string;
  name: string;
  decided: number;
  overdue: number;
  median_ms: number;
  p90_ms: number;
  open: number;
  open_overdue: number;
}

export interface PersonLoad {
  person: Person;
  open: number;
  overdue: number;
  decided: number;
  median_ms: number;
}

export const statisticsQuery = (from_at: number | null, to_at: number | null) =>
  queryOptions({
    queryKey: ["approval-statistics", from_at, to_at],
    queryFn: ({ signal }) =>
      call<Statistics>("GET", "/admin/approvals/statistics", { query: { from_at, to_at }, signal }),
    placeholderData: keepPreviousData,
  });

/** What was approved and is not done. */
export interface StuckEffect {
  approval_id: string;
  serial: string;
  title: string;
  applicant: Person;
  effect: string;
  words: string;
  state: "pending" | "failed" | "closed";
  tries: number;
  made_at: number;
  next_at: number | null;
  error?: string;
  error_text?: string;
  settled_at: number | null;
  settled_by: NamedRef | null;
}

const effectsKey = ["approval-effects"] as const;
follow(effectsKey, "approval.effect_stuck");

/** Nobody is told of what was done in the end: while something is shown that waits, it is looked at again. */
const LOOK_MS = 3_000;

export const effectsQuery = (state: StuckEffect["state"]) =>
  infiniteQueryOptions({
    queryKey: [...effectsKey, state],
    queryFn: ({ pageParam, signal }) =>
      call<List<StuckEffect>>("GET", "/admin/approval-effects", { query: { state, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    refetchInterval: (query) =>
      state === "pending" && query.state.data?.pages.some((page) => page.items.length > 0) ? LOOK_MS : false,
  });

export async function settleEffect(approval: string, action: "retry" | "close", reason: string): Promise<void> {
  const path = `/admin/approval-effects/${encodeURIComponent(approval)}`;
  await call<StuckEffect>("POST", path, { body: { action, reason } });
  await askAgain(effectsKey);
}
