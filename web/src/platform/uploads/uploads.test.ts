import { beforeEach, describe, expect, it } from "vitest";
import type { FileRef, ProblemBody } from "../api";
import { Deposit } from "./deposit";
import { isSameFile, judge, type UploadRecord, type UploadState } from "./model";
import { Failed, GivenUp, type Transport, Unknown, Uploads } from "./uploads";

// covers: MSG-02 FIL-01

/** A server that keeps what it was sent by address, and can be told to fail. */
class Server implements Transport {
  readonly held = new Map<string, number>();
  readonly cancelled: (string | null)[] = [];
  readonly created: string[] = [];
  underway = 0;
  most = 0;
  /** What the next attempts come to; then all goes well. */
  script: (Failed | "hang")[] = [];

  async send(record: UploadRecord, bytes: Blob, on: Parameters<Transport["send"]>[2]): Promise<void> {
    this.most = Math.max(this.most, ++this.underway);
    try {
      let url = record.url;
      if (url === null || !this.held.has(url)) {
        url = `/api/v1/uploads/${this.created.length}`;
        this.created.push(record.name);
        this.held.set(url, 0);
        on.url(url);
      }
      await settled();
      const fault = this.script.shift();
      if (fault === "hang") {
        await new Promise((_, reject) => on.signal.addEventListener("abort", () => reject(on.signal.reason)));
      } else if (fault !== undefined) {
        this.held.set(url, Math.floor(bytes.size / 2));
        on.sent(Math.floor(bytes.size / 2));
        throw fault;
      }
      this.held.set(url, bytes.size);
      on.sent(bytes.size);
    } finally {
      this.underway--;
    }
  }

  async result(record: UploadRecord): Promise<FileRef> {
    return { ...file, name: record.name, id: record.url ?? "", size: record.size };
  }

  cancel(record: UploadRecord): void {
    this.cancelled.push(record.url);
  }
}

const file: FileRef = {
  id: "",
  name: "",
  size: 0,
  mime: "text/plain",
  media: "document",
  sha256: "",
  width: null,
  height: null,
  duration_ms: null,
  preview: false,
};
const refusal: ProblemBody = { status: 422, code: "file.type_wrong", detail: "" };

class Memory {
  readonly values = new Map<string, unknown>();
  full = false;
  get<T>(key: string): Promise<T | undefined> {
    return Promise.resolve(this.values.get(key) as T | undefined);
  }
  async put(values: ReadonlyMap<string, unknown>): Promise<void> {
    if (this.full) throw new Error("full");
    for (const [key, value] of values) value === undefined ? this.values.delete(key) : this.values.set(key, value);
  }
  keys(): Promise<string[]> {
    return Promise.resolve([...this.values.keys()]);
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

let server: Server;
let memory: Memory;
let locks: Map<string, Promise<unknown>>;
let pauses: number[];

function tab(): { uploads: Uploads; seen: UploadState[] } {
  const seen: UploadState[] = [];
  const uploads = new Uploads({
    deposit: new Deposit(memory),
    transport: server,
    digest: async () => "00ff",
    random: () => 0,
    pause: async (ms, signal) => {
      pauses.push(ms);
      await settled();
      signal.throwIfAborted();
    },
    exclusively: async (name, _signal, work) => {
      const before = locks.get(name) ?? Promise.resolve();
      const mine = before.then(work);
      locks.set(
        name,
        mine.catch(() => undefined),
      );
      await mine;
    },
    changed: (_key, state) => state !== null && seen.push(state),
    tell: () => undefined,
  });
  return { uploads, seen };
}

const text = (words = "hello") => new File([words], "a.txt", { type: "text/plain", lastModified: 5 });

beforeEach(() => {
  server = new Server();
  memory = new Memory();
  locks = new Map();
  pauses = [];
});

describe("an upload", () => {
  it("is reckoned, sent and checked, and gives the file", async () => {
    const { uploads, seen } = tab();
    const key = uploads.add(text(), { name: "a.txt", purpose: "message" });
    expect((await uploads.ready(key)).name).toBe("a.txt");
    expect([...new Set(seen.map((s) => s.phase))]).toEqual(["waiting", "preparing", "sending", "checking", "done"]);
    expect((memory.values.get(`record:${key}`) as UploadRecord).sha256).toBe("00ff");
  });

  it("goes on where it was when the connection is lost, as often as it takes", async () => {
    const { uploads, seen } = tab();
    server.script = [new Failed(0), new Failed(502), new Failed(429, { ...refusal, params: { retry_after_s: 7 } })];
    const key = uploads.add(text(), { name: "a.txt", purpose: "message" });
    await uploads.ready(key);
    expect(server.created).toHaveLength(1);
    expect(seen.some((s) => s.phase === "offline" && s.sent === 2)).toBe(true);
    expect(pauses[2]).toBe(7000);
  });

  it("begins anew when the server has forgotten it", async () => {
    const { uploads } = tab();
    server.script = [new Failed(404)];
    await uploads.ready(uploads.add(text(), { name: "a.txt", purpose: "message" }));
    expect(server.created).toHaveLength(2);
  });

  it("goes on in a new page from what was kept", async () => {
    const first = tab();
    server.script = ["hang"];
    const key = first.uploads.add(text(), { name: "a.txt", purpose: "message" });
    const waiting = first.uploads.ready(key);
    await settled();
    await settled();
    first.uploads.close();
    await expect(waiting).rejects.toBeInstanceOf(GivenUp);

    const second = tab();
    expect(await second.uploads.recall()).toMatchObject([{ key, phase: "waiting" }]);
    expect((await second.uploads.ready(key)).id).toBe("/api/v1/uploads/0");
    expect(server.created).toHaveLength(1);
  });

  it("is sent by one tab, and the other gets the file from it", async () => {
    const [a, b] = [tab(), tab()];
    const key = a.uploads.add(text(), { name: "a.txt", purpose: "message" });
    await settled();
    const [here, there] = await Promise.all([a.uploads.ready(key), b.uploads.ready(key)]);
    expect(there).toEqual(here);
    expect(server.created).toHaveLength(1);
  });

  it("stays refused until somebody tries again, and then begins anew", async () => {
    const { uploads } = tab();
    server.script = [new Failed(422, refusal)];
    const key = uploads.add(text(), { name: "a.txt", purpose: "message" });
    await expect(uploads.ready(key)).rejects.toMatchObject({ problem: refusal });
    await expect(uploads.ready(key)).rejects.toMatchObject({ problem: refusal });
    expect(server.created).toHaveLength(1);
    await uploads.retry(key);
    await uploads.ready(key);
    expect(server.created).toHaveLength(2);
  });

  it("leaves nothing behind when it is given up", async () => {
    const { uploads } = tab();
    server.script = ["hang"];
    const key = uploads.add(text(), { name: "a.txt", purpose: "message" });
    const waiting = uploads.ready(key);
    await settled();
    await settled();
    await uploads.cancel(key);
    await expect(waiting).rejects.toBeInstanceOf(Unknown);
    await settled();
    expect(server.cancelled).toEqual(["/api/v1/uploads/0"]);
    expect([...memory.values.keys()]).toEqual([]);
  });

  it("works where the browser keeps nothing", async () => {
    memory.full = true;
    const { uploads } = tab();
    await uploads.ready(uploads.add(text(), { name: "a.txt", purpose: "message" }));
    expect(memory.values.size).toBe(0);
  });

  it("does not keep the bytes of a large file and asks for it again after a reload", async () => {
    const large = text();
    Object.defineProperty(large, "size", { value: 60 * 1024 * 1024 });
    const first = tab();
    server.script = ["hang"];
    const key = first.uploads.add(large, { name: "a.txt", purpose: "library", note: { to: "x" } });
    await settled();
    await settled();
    first.uploads.close();

    const second = tab();
    expect(await second.uploads.recall()).toMatchObject([{ key, phase: "absent", note: { to: "x" } }]);
    await expect(second.uploads.ready(key)).rejects.toBeInstanceOf(Unknown);
    const record = memory.values.get(`record:${key}`) as UploadRecord;
    expect(record.sha256).toBe(null);
    expect(isSameFile(record, large)).toBe(true);
    expect(isSameFile(record, new File(["other"], "a.txt", { lastModified: 5 }))).toBe(false);
    await second.uploads.retry(key, large);
    expect((await second.uploads.ready(key)).id).toBe("/api/v1/uploads/0");
  });

  it("takes its turn: two for messages at a time, and one for the library beside them", async () => {
    const { uploads } = tab();
    const keys = Array.from({ length: 5 }, (_, n) => uploads.add(text(), { name: `${n}`, purpose: "message" }));
    const large = [1, 2].map((n) => uploads.add(text(), { name: `l${n}`, purpose: "library" }));
    await Promise.all([...keys, ...large].map((key) => uploads.ready(key)));
    expect(server.most).toBe(3);
    expect(server.created.filter((name) => !name.startsWith("l"))).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("goes up again when the server has lost the file", async () => {
    const { uploads } = tab();
    const key = uploads.add(text(), { name: "a.txt", purpose: "message" });
    await uploads.ready(key);
    await uploads.renew(key);
    expect((await uploads.ready(key)).id).toBe("/api/v1/uploads/1");
  });
});

describe("what a failed attempt means", () => {
  it.each([0, 401, 408, 409, 423, 500, 502, 503])("status %i passes", (status) => {
    expect(judge(status, null).kind).toBe("again");
  });
  it.each([400, 403, 413, 415, 422, 460, 507])("status %i is a refusal", (status) => {
    expect(judge(status, null).kind).toBe("refused");
  });
  it.each([404, 410])("status %i begins anew", (status) => {
    expect(judge(status, null).kind).toBe("anew");
  });
});
