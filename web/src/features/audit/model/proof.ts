import type { AuditProof } from "../api/audit";

/** A checkpoint as far as a proof needs it: so many records have this hash. The signatures are not looked at. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  at: number;
}

/** Reads the signed text of a checkpoint; null where it is none. */
export function checkpointOf(note: string): Checkpoint | null {
  const [origin = "", size = "", root = "", ...rest] = note.split("\n");
  const at = rest.find((line) => line.startsWith("at "))?.slice(3);
  if (origin === "" || !/^\d+$/.test(size) || root === "") return null;
  return { origin, size: Number(size), root, at: Number(at ?? 0) };
}

/** How a person's browser judges a proof. */
export type Verdict = "holds" | "fails" | "unable";

/**
 * Follows the proof (RFC 6962) from the record's line to the hash that the checkpoint names. "unable" where
 * this browser does not compute hashes, which it does on encrypted connections only.
 */
export async function follow(proof: AuditProof): Promise<Verdict> {
  const checkpoint = checkpointOf(proof.checkpoint);
  if (checkpoint === null) return "fails";
  if (globalThis.crypto?.subtle === undefined) return "unable";
  const root = await rootOf(proof, checkpoint.size);
  return root !== null && base64(root) === checkpoint.root ? "holds" : "fails";
}

async function rootOf(proof: AuditProof, size: number): Promise<Uint8Array | null> {
  let hash = await sha256(Uint8Array.of(0), new TextEncoder().encode(proof.record));
  let [at, last] = [proof.number, size - 1];
  if (at < 0 || at > last) return null;
  for (const text of proof.hashes) {
    if (last === 0) return null;
    const other = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    if (at % 2 === 1 || at === last) {
      hash = await sha256(Uint8Array.of(1), other, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = await sha256(Uint8Array.of(1), hash, other);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? hash : null;
}

// Numbers of records may exceed 32 bits, which shifts would cut.
const half = (n: number): number => Math.floor(n / 2);

async function sha256(...pieces: Uint8Array[]): Promise<Uint8Array> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    all.set(piece, end);
    end += piece.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all));
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
