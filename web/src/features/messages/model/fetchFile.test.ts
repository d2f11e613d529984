import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { digestHeader, fetchFile, NotFetched } from "./fetchFile";
import type { FileRef } from "./types";

const bytes = new TextEncoder().encode("压测报告".repeat(1000));
const sha256 = createHash("sha256").update(bytes).digest("hex");
const digest = `sha-256=:${createHash("sha256").update(bytes).digest("base64")}:`;
const file = { id: "f", name: "a.bin", size: bytes.length, sha256 } as FileRef;

const served = (body: Uint8Array | null, init: ResponseInit = {}): typeof fetch =>
  (async () => new Response(body as BodyInit | null, init)) as typeof fetch;

async function why(fetcher: typeof fetch, of = file): Promise<string> {
  try {
    await fetchFile("/x", of, { signal: new AbortController().signal, progress: () => undefined, fetch: fetcher });
    return "arrived";
  } catch (error) {
    return error instanceof NotFetched ? error.why : String(error);
  }
}

// covers: MSG-02
describe("fetching a file", () => {
  it("hands over the bytes that were sent, and tells how far it is", async () => {
    const seen: number[] = [];
    const blob = await fetchFile("/x", file, {
      signal: new AbortController().signal,
      progress: (n) => seen.push(n),
      fetch: served(bytes, { headers: { "Repr-Digest": digest } }),
    });
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes);
    expect(seen.at(-1)).toBe(bytes.length);
  });

  it("notices a single changed byte, a missing end and an added one", async () => {
    const changed = bytes.slice();
    changed[500] = (changed[500] as number) ^ 1;
    expect(await why(served(changed))).toBe("damaged");
    expect(await why(served(bytes.slice(0, -1)))).toBe("damaged");
    expect(await why(served(new Uint8Array([...bytes, 0])))).toBe("damaged");
  });

  it("refuses another file before its bytes come", async () => {
    const other = `sha-256=:${createHash("sha256").update("other").digest("base64")}:`;
    expect(await why(served(bytes, { headers: { "Repr-Digest": other } }))).toBe("damaged");
    expect(await why(served(bytes, { headers: { "Repr-Digest": "unixsum=:AAAA:" } }))).toBe("arrived");
  });

  it("tells a dead link from a dead network", async () => {
    expect(await why(served(null, { status: 404 }))).toBe("gone");
    expect(await why(served(null, { status: 502 }))).toBe("offline");
    expect(await why((() => Promise.reject(new TypeError("failed"))) as typeof fetch)).toBe("offline");
  });

  it("stops when somebody says so", async () => {
    const stop = new AbortController();
    const hanging: typeof fetch = (_url, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("aborted"))));
    const got = fetchFile("/x", file, { signal: stop.signal, progress: () => undefined, fetch: hanging });
    stop.abort();
    await expect(got).rejects.toMatchObject({ why: "cancelled" });
  });

  it("reads the digest among others", () => {
    expect(digestHeader(`sha-512=:AAAA:, ${digest}`)).toBe(sha256);
    expect([digestHeader(null), digestHeader(""), digestHeader("sha-256=abc")]).toEqual([null, null, null]);
  });
});
