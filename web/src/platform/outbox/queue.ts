/**
 * The queue of things that this person has said but the server has not yet acknowledged. Pure: what
 * is stored where and who sends is in `store.ts` and `sender.ts`.
 *
 * Order: one lane per conversation, strictly first come first served. An unknown outcome keeps the
 * item at the head of its lane and is settled by sending the same id again. Only a definite refusal
 * steps aside, because it would hold back everything behind it for ever.
 */
export interface QueueItem<T = unknown> {
  /** UUIDv7; the server answers a repeated id with the message it already made. */
  id: string;
  lane: string;
  /** Place in the lane: the id, or a newer one after a retry by hand. */
  order: string;
  body: T;
  created_at: number;
  state: "queued" | "failed";
  problem?: { code: string; detail: string; [key: string]: unknown } | undefined;
}

export type Outcome =
  | { kind: "done" }
  /** Nobody knows whether it arrived: no answer, a gateway's error, a server that is busy. */
  | { kind: "unknown"; retryAfterMs?: number }
  /** The session is over: keep everything, send nothing until somebody signs in. */
  | { kind: "unauthenticated" }
  | { kind: "refused"; problem: NonNullable<QueueItem["problem"]> };

export function inOrder<T>(items: Iterable<QueueItem<T>>): QueueItem<T>[] {
  return [...items].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
}

/** The head of every lane that waits for sending. */
export function heads<T>(items: Iterable<QueueItem<T>>): QueueItem<T>[] {
  const seen = new Map<string, QueueItem<T>>();
  for (const item of inOrder(items)) {
    if (item.state === "queued" && !seen.has(item.lane)) seen.set(item.lane, item);
  }
  return [...seen.values()];
}

export function refused<T>(item: QueueItem<T>, problem: NonNullable<QueueItem["problem"]>): QueueItem<T> {
  return { ...item, state: "failed", problem };
}

/** Retry by hand: same id, so that it can never become two; new place at the end of the lane. */
export function again<T>(item: QueueItem<T>, order: string): QueueItem<T> {
  return { ...item, state: "queued", order, problem: undefined };
}

export function retryDelay(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(20_000, 1000 * 2 ** Math.min(attempt, 8));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}

/** Puts an HTTP status into what the queue must do. Zero means that no answer came. */
export function outcomeOf(
  status: number,
  problem: { code: string; detail: string; params?: Record<string, unknown> } | null,
): Outcome {
  if (status >= 200 && status < 300) return { kind: "done" };
  if (status === 401) return { kind: "unauthenticated" };
  if (status === 429) {
    const after = Number(problem?.params?.retry_after_s ?? 2);
    return { kind: "unknown", retryAfterMs: Math.max(1, after) * 1000 };
  }
  if (status === 0 || status === 408 || status === 425 || status >= 500) return { kind: "unknown" };
  return { kind: "refused", problem: { ...problem, code: problem?.code ?? "unknown", detail: problem?.detail ?? "" } };
}
