import { beforeEach, describe, expect, it } from "vitest";
import { again, heads, type Outcome, outcomeOf, type QueueItem } from "./queue";
import { Sender } from "./sender";
import { type KeyValue, OutboxStore } from "./store";
import { uuidv7 } from "./uuid";

// covers: MSG-01
class FakeStorage implements KeyValue {
  private map = new Map<string, string>();
  get length() {
    return this.map.size;
  }
  key(index: number) {
    return [...this.map.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.map.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    this.map.set(key, value);
  }
  removeItem(key: string) {
    this.map.delete(key);
  }
}

function item(lane: string, text: string): QueueItem<string> {
  const id = uuidv7();
  return { id, lane, order: id, body: text, created_at: 0, state: "queued" };
}

/** A server that keeps what it received once per id, and can lose requests or answers. */
class FakeServer {
  log: { id: string; lane: string; text: string }[] = [];
  concurrent = new Map<string, number>();
  worst = 0;
  script: (Outcome | "lost answer")[] = [];

  async send(it: QueueItem<string>): Promise<Outcome> {
    const now = (this.concurrent.get(it.lane) ?? 0) + 1;
    this.concurrent.set(it.lane, now);
    this.worst = Math.max(this.worst, now);
    await Promise.resolve();
    this.concurrent.set(it.lane, now - 1);
    const planned = this.script.shift() ?? { kind: "done" };
    if (planned === "lost answer" || planned.kind === "done") {
      if (!this.log.some((m) => m.id === it.id)) this.log.push({ id: it.id, lane: it.lane, text: it.body });
    }
    return planned === "lost answer" ? { kind: "unknown" } : planned;
  }

  texts(lane: string) {
    return this.log.filter((m) => m.lane === lane).map((m) => m.text);
  }
}

let storage: FakeStorage;
let store: OutboxStore<string>;
let server: FakeServer;
let timers: (() => void)[];

function sender() {
  return new Sender<string>({
    store,
    send: (it) => server.send(it),
    changed: () => undefined,
    setTimer: (run) => {
      timers.push(run);
      return () => {
        timers = timers.filter((t) => t !== run);
      };
    },
    random: () => 0,
  });
}

async function settle() {
  for (let i = 0; i < 200; i++) await Promise.resolve();
}

async function runTimers() {
  await settle();
  while (timers.length > 0) {
    timers.shift()?.();
    await settle();
  }
}

beforeEach(() => {
  storage = new FakeStorage();
  store = new OutboxStore(storage, "me");
  server = new FakeServer();
  timers = [];
});

describe("outbox", () => {
  it("sends every lane in order, one at a time", async () => {
    for (let i = 0; i < 20; i++) store.put(item(i % 2 ? "x" : "y", String(i)));
    sender().start();
    await settle();
    expect(server.texts("y")).toEqual(["0", "2", "4", "6", "8", "10", "12", "14", "16", "18"]);
    expect(server.texts("x")).toHaveLength(10);
    expect([server.worst, store.all()]).toEqual([1, []]);
  });

  it("settles an unknown outcome by sending the same id again, once and in order", async () => {
    server.script = ["lost answer", { kind: "unknown" }, { kind: "done" }, "lost answer"];
    for (const text of ["a", "b", "c"]) store.put(item("x", text));
    sender().start();
    await runTimers();
    expect(server.texts("x")).toEqual(["a", "b", "c"]);
  });

  it("survives a reload: another sender over the same storage goes on where it stopped", async () => {
    server.script = ["lost answer"];
    for (const text of ["a", "b"]) store.put(item("x", text));
    const first = sender();
    first.start();
    await settle();
    first.stop();
    timers = [];
    store = new OutboxStore(storage, "me");
    expect(store.all().map((i) => i.body)).toEqual(["a", "b"]);
    sender().start();
    await settle();
    expect(server.texts("x")).toEqual(["a", "b"]);
  });

  it("lets a definite refusal step aside and keeps its reason", async () => {
    server.script = [{ kind: "refused", problem: { code: "message.too_long", detail: "x" } }];
    for (const text of ["a", "b"]) store.put(item("x", text));
    sender().start();
    await settle();
    expect(server.texts("x")).toEqual(["b"]);
    expect(store.all()).toMatchObject([{ body: "a", state: "failed", problem: { code: "message.too_long" } }]);
  });

  it("retries by hand with the same id at the end of the lane", () => {
    const failed: QueueItem<string> = { ...item("x", "a"), state: "failed" };
    const next = item("x", "b");
    const retried = again(failed, uuidv7());
    expect(retried.id).toBe(failed.id);
    expect(heads([retried, next])).toEqual([next]);
  });

  it("stops when the session is over and goes on when somebody signs in", async () => {
    server.script = [{ kind: "unauthenticated" }];
    store.put(item("x", "a"));
    const one = sender();
    one.start();
    await runTimers();
    expect(store.all()).toHaveLength(1);
    one.wake();
    await settle();
    expect(server.texts("x")).toEqual(["a"]);
  });

  it("goes at once when the connection returns instead of waiting for its timer", async () => {
    server.script = [{ kind: "unknown" }, { kind: "unknown" }];
    store.put(item("x", "a"));
    const one = sender();
    one.start();
    await settle();
    expect([server.log.length, timers.length]).toEqual([0, 1]);
    one.wake();
    await settle();
    one.wake();
    await settle();
    expect(server.texts("x")).toEqual(["a"]);
  });

  it("does not resurrect what was deleted while it was under way", async () => {
    const it = item("x", "a");
    store.put(it);
    server.script = [{ kind: "refused", problem: { code: "x", detail: "" } }];
    sender().start();
    store.delete(it.id);
    await settle();
    expect(store.all()).toEqual([]);
  });

  it("keeps the queues of two people apart and ignores damaged entries", () => {
    store.put(item("x", "a"));
    storage.setItem("tonggui.outbox.me.broken", "{");
    expect(new OutboxStore(storage, "other").all()).toEqual([]);
    expect(store.all()).toHaveLength(1);
  });
});

describe("outcome of an attempt", () => {
  it.each([0, 408, 500, 502, 503])("is unknown for status %i", (status) => {
    expect(outcomeOf(status, null).kind).toBe("unknown");
  });
  it("waits as long as a throttling server asks", () => {
    expect(outcomeOf(429, { code: "t", detail: "", params: { retry_after_s: 7 } })).toEqual({
      kind: "unknown",
      retryAfterMs: 7000,
    });
  });
  it("is a refusal for the other client errors", () => {
    expect(outcomeOf(403, { code: "c", detail: "d" })).toMatchObject({ kind: "refused", problem: { code: "c" } });
    expect(outcomeOf(401, null).kind).toBe("unauthenticated");
    expect(outcomeOf(200, null).kind).toBe("done");
  });
});

describe("uuidv7", () => {
  it("is well formed and sorts in the order of creation, also when the clock stands or goes back", () => {
    const ids = Array.from({ length: 5000 }, (_, i) => uuidv7(1_700_000_000_000 - (i % 3)));
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(5000);
  });
});
