import { inOrder, type QueueItem } from "./queue";

/** The part of the browser's storage that is used; a Map-like fake stands in for it in tests. */
export interface KeyValue {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * One storage key per item. Two tabs therefore never rewrite each other's items, which one key with
 * a list in it would do.
 */
export class OutboxStore<T> {
  private readonly prefix: string;

  constructor(
    private readonly storage: KeyValue,
    owner: string,
  ) {
    this.prefix = `tonggui.outbox.${owner}.`;
  }

  owns(key: string | null): boolean {
    return key === null || key.startsWith(this.prefix);
  }

  all(): QueueItem<T>[] {
    const items: QueueItem<T>[] = [];
    for (let i = 0; i < this.storage.length; i++) {
      const key = this.storage.key(i);
      if (key === null || !key.startsWith(this.prefix)) continue;
      const item = read<T>(this.storage.getItem(key));
      if (item !== null) items.push(item);
    }
    return inOrder(items);
  }

  get(id: string): QueueItem<T> | null {
    return read<T>(this.storage.getItem(this.prefix + id));
  }

  /** Throws when the browser's storage is full; the caller keeps the text in the box then. */
  put(item: QueueItem<T>): void {
    this.storage.setItem(this.prefix + item.id, JSON.stringify(item));
  }

  delete(id: string): void {
    this.storage.removeItem(this.prefix + id);
  }
}

function read<T>(text: string | null): QueueItem<T> | null {
  if (text === null) return null;
  try {
    const item = JSON.parse(text) as QueueItem<T>;
    return typeof item.id === "string" && typeof item.lane === "string" ? item : null;
  } catch {
    return null;
  }
}
