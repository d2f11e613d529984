/**
 * Values under keys in the browser's database, for what is too large or too often written for
 * localStorage. One database per account, so that forgetting an account is one act.
 */
export class Shelf {
  private opened: Promise<IDBDatabase> | null = null;

  constructor(readonly name: string) {}

  async get<T>(key: string): Promise<T | undefined> {
    return (await this.ask("readonly", (store) => store.get(key))) as T | undefined;
  }

  /** Keeps all of the values or none of them. Values must be structured-cloneable. */
  async put(values: ReadonlyMap<string, unknown>): Promise<void> {
    const store = await this.store("readwrite");
    for (const [key, value] of values) {
      if (value === undefined) store.delete(key);
      else store.put(value, key);
    }
    await ended(store.transaction);
  }

  async keys(): Promise<string[]> {
    return (await this.ask("readonly", (store) => store.getAllKeys())) as string[];
  }

  close(): void {
    void this.opened?.then((db) => db.close()).catch(() => undefined);
    this.opened = null;
  }

  private async ask(mode: IDBTransactionMode, request: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    return answered(request(await this.store(mode)));
  }

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.opened ??= open(this.name);
    const db = await this.opened.catch((error: unknown) => {
      this.opened = null; // a private window may refuse; the next try begins anew
      throw error;
    });
    return db.transaction(STORE, mode).objectStore(STORE);
  }
}

/** Deletes a shelf with all that is on it. Other tabs that hold it open let go by themselves. */
export function destroyShelf(name: string): Promise<unknown> {
  return answered(indexedDB.deleteDatabase(name));
}

const STORE = "kept";

async function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  const db = (await answered(request)) as IDBDatabase;
  db.onversionchange = () => db.close();
  return db;
}

function answered(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
