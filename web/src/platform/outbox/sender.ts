import { heads, type Outcome, type QueueItem, refused, retryDelay } from "./queue";
import type { OutboxStore } from "./store";

export interface SenderDeps<T> {
  store: OutboxStore<T>;
  /** One attempt. Must settle; a time-out is an unknown outcome. */
  send(item: QueueItem<T>): Promise<Outcome>;
  /** The stored queue changed: show it here and tell the other tabs. */
  changed(): void;
  setTimer(run: () => void, ms: number): () => void;
  random?: () => number;
}

/**
 * Sends the heads of all lanes, one at a time per lane. Runs in the one tab that holds the lock.
 * It keeps no list of its own: after every step it reads the store again, so items that another
 * tab adds or deletes are seen.
 */
export class Sender<T> {
  private readonly underway = new Set<string>();
  private readonly attempts = new Map<string, number>();
  private readonly timers = new Map<string, () => void>();
  private running = false;
  private paused = false;

  constructor(private readonly deps: SenderDeps<T>) {}

  start(): void {
    this.running = true;
    this.pump();
  }

  stop(): void {
    this.running = false;
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  /** The network or the session came back: nobody waits for a timer any more. */
  wake(): void {
    this.paused = false;
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    this.attempts.clear();
    this.pump();
  }

  /** No attempts while it is known that none can succeed. */
  pause(): void {
    this.paused = true;
  }

  pump(): void {
    if (!this.running || this.paused) return;
    for (const item of heads(this.deps.store.all())) {
      if (this.underway.has(item.lane) || this.timers.has(item.lane)) continue;
      void this.attempt(item);
    }
  }

  isUnderway(lane: string): boolean {
    return this.underway.has(lane);
  }

  private async attempt(item: QueueItem<T>): Promise<void> {
    this.underway.add(item.lane);
    this.deps.changed();
    let outcome: Outcome;
    try {
      outcome = await this.deps.send(item);
    } catch {
      outcome = { kind: "unknown" };
    }
    this.underway.delete(item.lane);
    this.settle(item, outcome);
    this.deps.changed();
    this.pump();
  }

  private settle(item: QueueItem<T>, outcome: Outcome): void {
    switch (outcome.kind) {
      case "done":
        this.attempts.delete(item.lane);
        this.deps.store.delete(item.id);
        return;
      case "refused":
        this.attempts.delete(item.lane);
        // Deleted by hand while under way: the refusal has nobody to tell any more.
        if (this.deps.store.get(item.id) !== null) this.deps.store.put(refused(item, outcome.problem));
        return;
      case "unauthenticated":
        this.paused = true;
        return;
      case "unknown":
        this.later(item.lane, outcome.retryAfterMs);
    }
  }

  private later(lane: string, atLeastMs = 0): void {
    if (!this.running) return;
    const attempt = this.attempts.get(lane) ?? 0;
    this.attempts.set(lane, attempt + 1);
    const ms = Math.max(atLeastMs, retryDelay(attempt, this.deps.random));
    const cancel = this.deps.setTimer(() => {
      this.timers.delete(lane);
      this.pump();
    }, ms);
    this.timers.set(lane, cancel);
  }
}
