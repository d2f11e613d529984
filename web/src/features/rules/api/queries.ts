import { follow, infiniteQueryOptions, keepPreviousData, queryOptions } from "../../../platform/queries";
import { type EvidenceQuery, listEvidence } from "./evidence";
import { type ProposalState, proposals } from "./proposals";
import { rules } from "./rules";
import { trials } from "./trials";

declare module "../../../platform/socket/frames" {
  interface SocketEvents {
    "rule.proposed": { proposal_id: string };
    "rule.decided": { proposal_id: string };
    "rule_trial.changed": { trial_id: string };
  }
}

/** Everything of the rules lies below this key, so that one event refreshes it. */
export const rulesKey = ["rules"] as const;
export const proposalsKey = [...rulesKey, "proposals"] as const;
export const trialsKey = ["rule-trials"] as const;

// What is shown of the rules follows what others do, and what is remembered of them too.
follow(rulesKey, "rules.changed", "rule.proposed", "rule.decided");
follow(trialsKey, "rule_trial.changed");

const pages = { initialPageParam: null as string | null };
const next = (last: { next_cursor: string | null }) => last.next_cursor;

export const rulesQuery = (q: string) =>
  infiniteQueryOptions({
    ...pages,
    queryKey: [...rulesKey, "list", q],
    queryFn: ({ pageParam, signal }) => rules.list(q, pageParam, signal),
    getNextPageParam: next,
    placeholderData: keepPreviousData,
  });

export const ruleQuery = (id: string) =>
  queryOptions({ queryKey: [...rulesKey, "one", id], queryFn: ({ signal }) => rules.one(id, signal) });

export const historyQuery = (id: string) =>
  infiniteQueryOptions({
    ...pages,
    queryKey: [...rulesKey, "one", id, "history"],
    queryFn: ({ pageParam, signal }) => rules.history(id, pageParam, signal),
    getNextPageParam: next,
  });

export const proposalsQuery = (state: ProposalState | null) =>
  infiniteQueryOptions({
    ...pages,
    queryKey: [...proposalsKey, state],
    queryFn: ({ pageParam, signal }) => proposals.list(state, pageParam, signal),
    getNextPageParam: next,
  });

export const trialsQuery = (ruleId: string) =>
  infiniteQueryOptions({
    ...pages,
    queryKey: [...trialsKey, "of", ruleId],
    queryFn: ({ pageParam, signal }) => trials.list(ruleId, pageParam, signal),
    getNextPageParam: next,
  });

/** The socket tells of progress; asking as well costs little and survives a lost connection. */
const ASK_EVERY = 1_000;

export const trialQuery = (id: string) =>
  queryOptions({
    queryKey: [...trialsKey, "one", id],
    queryFn: ({ signal }) => trials.one(id, signal),
    refetchInterval: (query) => (query.state.data?.state === "running" ? ASK_EVERY : false),
  });

/** Reading it is itself put on record, so it is not asked for again behind the reader's back. */
export const evidenceQuery = (query: EvidenceQuery) =>
  infiniteQueryOptions({
    ...pages,
    queryKey: ["evidence", query],
    queryFn: ({ pageParam, signal }) => listEvidence(query, pageParam, signal),
    getNextPageParam: next,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
