import { again, type Outcome, type QueueItem } from "./queue";
import { Sender } from "./sender";
import { OutboxStore } from "./store";
import { uuidv7 } from "./uuid";

export interface OutboxItem<T> extends QueueItem<T> {
  /** An attempt is under way in this tab. */
  sending: boolean;
}

/**
 * The queue as a tab uses it. Every tab may add, retry and discard; the tab that holds the lock
 * sends. When that tab closes, the browser gives the lock to the next one.
 */
export class Outbox<T> {
  private readonly store: OutboxStore<T>;
  private readonly sender: Sender<T>;
  private readonly watchers = new Set<() => void>();
  private readonly over = new AbortController();
  private items: OutboxItem<T>[] = [];

  constructor(
    private readonly owner: string,
    send: (item: QueueItem<T>) => Promise<Outcome>,
  ) {
    this.store = new OutboxStore<T>(window.localStorage, owner);
    this.sender = new Sender<T>({
      store: this.store,
      send,
      changed: () => this.refresh(),
      setTimer: (run, ms) => {
        const timer = window.setTimeout(run, ms);
        return () => window.clearTimeout(timer);
      },
    });
    this.refresh();
  }

  open(): void {
    const { signal } = this.over;
    window.addEventListener("storage", this.onStorage, { signal });
    window.addEventListener("online", () => this.sender.wake(), { signal });
    window.addEventListener("offline", () => this.sender.pause(), { signal });
    if (!navigator.onLine) this.sender.pause();
    void this.holdLock(signal);
  }

  close(): void {
    this.over.abort();
    this.sender.stop();
  }

  /** With an id of one's own, adding the same again changes nothing. */
  add(lane: string, body: T, id = uuidv7()): QueueItem<T> {
    const item: QueueItem<T> = { id, lane, order: uuidv7(), body, created_at: Date.now() * 1000, state: "queued" };
    this.store.put(item);
    this.refresh();
    this.sender.pump();
    return item;
  }

  get(id: string): QueueItem<T> | null {
    return this.store.get(id);
  }

  retry(id: string): void {
    const item = this.store.get(id);
    if (item?.state !== "failed") return;
    this.store.put(again(item, uuidv7()));
    this.refresh();
    this.sender.pump();
  }

  discard(id: string): void {
    this.store.delete(id);
    this.refresh();
    this.sender.pump();
  }

  /** The connection or the session is back. */
  wake(): void {
    this.sender.wake();
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly snapshot = (): readonly OutboxItem<T>[] => this.items;

  private async holdLock(signal: AbortSignal): Promise<void> {
    const untilClosed = () => new Promise<void>((done) => signal.addEventListener("abort", () => done()));
    // Without locks (an insecure origin) the server's idempotency still prevents doubles.
    if (navigator.locks === undefined) return this.sender.start();
    try {
      await navigator.locks.request(`tonggui.outbox.${this.owner}`, { signal }, () => {
        // Closed between the grant and this call: holding on would stop every tab for ever.
        if (signal.aborted) return;
        this.sender.start();
        return untilClosed();
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  private readonly onStorage = (event: StorageEvent) => {
    if (!this.store.owns(event.key)) return;
    this.refresh();
    this.sender.pump();
  };

  private refresh(): void {
    const heads = new Set<string>();
    this.items = this.store.all().map((item) => {
      const head = item.state === "queued" && !heads.has(item.lane);
      if (item.state === "queued") heads.add(item.lane);
      return { ...item, sending: head && this.sender.isUnderway(item.lane) };
    });
    for (const watcher of this.watchers) watcher();
  }
}
