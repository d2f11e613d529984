import { beforeEach, describe, expect, it } from "vitest";
import { type Answer, LinkBook, type Place, type Wanted } from "./links";

const S = 1_000_000;
const place = (seq: number): Place => ({ kind: "message", conversation_id: "c", seq });
const thumb = (seq: number, id = `f${seq}`): Wanted => ({ place: place(seq), file_id: id, variant: "thumb" });

let now: number;
let work: (() => void)[];
let asked: Wanted[][];
let answer: (items: Wanted[]) => Promise<Answer[]>;
let book: LinkBook;

const settle = async () => {
  for (const run of work.splice(0)) run();
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

beforeEach(() => {
  now = 1_000 * S;
  work = [];
  asked = [];
  answer = async (items) =>
    items.map((w) => ({
      file_id: w.file_id,
      variant: w.variant,
      url: `/files/${w.file_id}?t=${now}`,
      expires_at: now + 1200 * S,
      problem: null,
    }));
  book = new LinkBook({
    ask: (items) => {
      asked.push(items);
      return answer(items);
    },
    now: () => now,
    soon: (run) => work.push(run),
  });
});

// covers: MSG-02
describe("links to files", () => {
  it("are asked for together, each once, 200 at a time", async () => {
    for (let i = 0; i < 250; i++) book.want(thumb(i));
    book.want(thumb(3));
    expect(asked).toHaveLength(0);
    await settle();
    expect(asked.map((batch) => batch.length)).toEqual([200, 50]);
    expect(book.peek(thumb(249))).toMatchObject({ state: "ready" });
  });

  it("are kept until shortly before they end", async () => {
    book.want(thumb(1));
    await settle();
    now += 1100 * S;
    book.want(thumb(1));
    await settle();
    expect(asked).toHaveLength(1);
    now += 60 * S;
    expect(book.peek(thumb(1)).state).toBe("asking");
    book.want(thumb(1));
    await settle();
    expect(asked).toHaveLength(2);
  });

  it("are asked for again when one leads nowhere, and given up when the new one does too", async () => {
    book.want(thumb(1));
    await settle();
    book.missed(thumb(1));
    await settle();
    expect(asked).toHaveLength(2);
    book.missed(thumb(1));
    await settle();
    expect(asked).toHaveLength(2);
    expect(book.peek(thumb(1)).state).toBe("failed");
    book.again(thumb(1));
    await settle();
    expect(book.peek(thumb(1)).state).toBe("ready");
  });

  it("of a recalled message are dead at once, also those that are under way", async () => {
    book.want(thumb(1));
    book.want(thumb(2));
    await settle();
    let release: (a: Answer[]) => void = () => undefined;
    answer = () => new Promise((resolve) => (release = resolve));
    book.want({ ...thumb(1), variant: "preview" });
    await settle();
    book.forget("c", 1);
    release([{ file_id: "f1", variant: "preview", url: "/late", expires_at: now + 1200 * S, problem: null }]);
    await settle();
    expect(book.peek(thumb(1)).state).toBe("gone");
    expect(book.peek({ ...thumb(1), variant: "preview" }).state).toBe("gone");
    expect(book.peek(thumb(2)).state).toBe("ready");
  });

  it("say when nobody may read the file, and when nobody knows", async () => {
    answer = async (items) =>
      items.map((w) => ({ file_id: w.file_id, variant: w.variant, url: null, expires_at: null, problem: "not_found" }));
    expect(await Promise.all([book.get(thumb(1)), settle()])).toMatchObject([{ state: "gone" }, undefined]);
    answer = () => Promise.reject(new Error("offline"));
    expect(await Promise.all([book.get(thumb(2)), settle()])).toMatchObject([{ state: "failed" }, undefined]);
    answer = async (items) =>
      items.map((w) => ({
        file_id: w.file_id,
        variant: w.variant,
        url: "/x",
        expires_at: now + 1200 * S,
        problem: null,
      }));
    book.want(thumb(2));
    await settle();
    expect(book.peek(thumb(2)).state).toBe("ready");
  });

  it("belong to who is signed in", async () => {
    book.want(thumb(1));
    await settle();
    book.clear();
    expect(book.peek(thumb(1)).state).toBe("asking");
    await settle();
    expect(asked).toHaveLength(1);
  });

  it("tell whoever shows them", async () => {
    let told = 0;
    const stop = book.subscribe(() => told++);
    book.want(thumb(1));
    await settle();
    expect(told).toBe(2);
    stop();
    book.forget("c");
    expect(told).toBe(2);
  });
});
