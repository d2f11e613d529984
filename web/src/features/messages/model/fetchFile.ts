import type { FileRef } from "./types";

/** Why a file did not arrive. `damaged`: other bytes came than the sender sent. */
export type Why = "offline" | "gone" | "damaged" | "cancelled";

export class NotFetched extends Error {
  constructor(readonly why: Why) {
    super(why);
    this.name = "NotFetched";
  }
}

interface Options {
  signal: AbortSignal;
  progress(received: number): void;
  /** Injected for tests. */
  fetch?: typeof fetch;
  digest?: (bytes: ArrayBuffer) => Promise<ArrayBuffer> | null;
}

/** The bytes of a file, compared with what the sender sent: by length, and by SHA-256 where possible. */
export async function fetchFile(url: string, file: FileRef, options: Options): Promise<Blob> {
  const chunks = await bytesOf(url, file, options);
  const blob = new Blob(chunks, { type: "application/octet-stream" });
  if (blob.size !== file.size) throw new NotFetched("damaged");
  const sum = await (options.digest ?? digestOf)(await blob.arrayBuffer());
  if (sum !== null && hex(sum) !== file.sha256.toLowerCase()) throw new NotFetched("damaged");
  return blob;
}

async function bytesOf(url: string, file: FileRef, options: Options): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  try {
    // A damaged copy must not be answered from the browser's own store again.
    const response = await (options.fetch ?? fetch)(url, { signal: options.signal, cache: "no-store" });
    if (response.status === 404 || response.status === 403 || response.status === 410) throw new NotFetched("gone");
    if (!response.ok || response.body === null) throw new NotFetched("offline");
    const said = digestHeader(response.headers.get("Repr-Digest"));
    if (said !== null && said !== file.sha256.toLowerCase()) throw new NotFetched("damaged");
    const reader = response.body.getReader();
    let received = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return chunks;
      chunks.push(value);
      received += value.length;
      if (received > file.size) {
        void reader.cancel();
        throw new NotFetched("damaged");
      }
      options.progress(received);
    }
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    throw new NotFetched(options.signal.aborted ? "cancelled" : "offline");
  }
}

/** Without a secure origin the browser reckons nothing, and nothing is claimed. */
function digestOf(bytes: ArrayBuffer): Promise<ArrayBuffer> | null {
  return globalThis.crypto?.subtle?.digest("SHA-256", bytes) ?? null;
}

/** The SHA-256 of a Repr-Digest header in hexadecimal; null when it says none. */
export function digestHeader(header: string | null): string | null {
  const found = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):/.exec(header ?? "");
  if (found === null) return null;
  try {
    return hex(Uint8Array.from(atob(found[1] as string), (c) => c.charCodeAt(0)).buffer);
  } catch {
    return null;
  }
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
}
