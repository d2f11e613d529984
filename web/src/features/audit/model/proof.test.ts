import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkpointOf, follow } from "./proof";

const sha = (...pieces: (Buffer | string)[]) => {
  const h = createHash("sha256");
  for (const piece of pieces) h.update(piece);
  return h.digest();
};
const lines = (n: number) => Array.from({ length: n }, (_, i) => `{"n":${i}}`);

/** The tree as RFC 6962 defines it, by its own recursion. */
function rootOf(leaves: string[]): Buffer {
  if (leaves.length === 1) return sha(Buffer.of(0), leaves[0] as string);
  const k = split(leaves.length);
  return sha(Buffer.of(1), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

function pathOf(at: number, leaves: string[]): Buffer[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return at < k
    ? [...pathOf(at, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...pathOf(at - k, leaves.slice(k)), rootOf(leaves.slice(0, k))];
}

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function proofOf(at: number, size: number) {
  const leaves = lines(size);
  const note = `tonggui/audit/x\n${size}\n${rootOf(leaves).toString("base64")}\nat 17\n\n— tonggui/audit/x AAAA\n`;
  return {
    number: at,
    record: leaves[at] as string,
    hashes: pathOf(at, leaves).map((hash) => hash.toString("base64")),
    checkpoint: note,
  };
}

describe("a record's proof", () => {
  test("leads to the checkpoint, wherever the record stands", async () => {
    for (let size = 1; size <= 20; size++)
      for (let at = 0; at < size; at++) expect(await follow(proofOf(at, size)), `${at} of ${size}`).toBe("holds");
  });

  test("fails for another record, place, hash or checkpoint", async () => {
    const good = proofOf(5, 13);
    const bad = [
      { ...good, record: good.record.replace("5", "6") },
      { ...good, number: 4 },
      { ...good, number: 13 },
      { ...good, hashes: good.hashes.slice(1) },
      { ...good, hashes: [...good.hashes, good.hashes[0] as string] },
      { ...good, hashes: good.hashes.toReversed() },
      { ...good, checkpoint: proofOf(5, 14).checkpoint },
      { ...good, checkpoint: "" },
    ];
    for (const [i, proof] of bad.entries()) expect(await follow(proof), String(i)).toBe("fails");
  });

  test("names its checkpoint", () => {
    expect(checkpointOf(proofOf(0, 3).checkpoint)).toMatchObject({ origin: "tonggui/audit/x", size: 3, at: 17 });
    expect(checkpointOf("nothing")).toBe(null);
  });
});
