import type { Shelf } from "../kept";
import type { UploadRecord } from "./model";

type Keeper = Pick<Shelf, "get" | "put" | "keys">;

/**
 * Records and bytes of uploads on this device, so that they outlive the page. Where the browser keeps
 * nothing (a private window, a full disk) they are held in memory, and a reload loses them.
 */
export class Deposit {
  private readonly memory = new Map<string, unknown>();

  constructor(private readonly shelf: Keeper) {}

  async record(key: string): Promise<UploadRecord | null> {
    return (await this.get<UploadRecord>(`record:${key}`)) ?? null;
  }

  async bytes(key: string): Promise<Blob | null> {
    return (await this.get<Blob>(`bytes:${key}`)) ?? null;
  }

  async save(record: UploadRecord, bytes?: Blob): Promise<void> {
    const values = new Map<string, unknown>([[`record:${record.key}`, record]]);
    if (bytes !== undefined) values.set(`bytes:${record.key}`, bytes);
    try {
      await this.shelf.put(values);
      for (const name of values.keys()) this.memory.delete(name);
    } catch {
      for (const [name, value] of values) this.memory.set(name, value);
    }
  }

  async forget(key: string): Promise<void> {
    const names = [`record:${key}`, `bytes:${key}`];
    for (const name of names) this.memory.delete(name);
    await this.shelf.put(new Map(names.map((name) => [name, undefined]))).catch(() => undefined);
  }

  async keys(): Promise<string[]> {
    const kept = await this.shelf.keys().catch(() => [] as string[]);
    const names = new Set([...kept, ...this.memory.keys()]);
    return [...names].filter((name) => name.startsWith("record:")).map((name) => name.slice("record:".length));
  }

  private async get<T>(name: string): Promise<T | undefined> {
    if (this.memory.has(name)) return this.memory.get(name) as T;
    return this.shelf.get<T>(name).catch(() => undefined);
  }
}
