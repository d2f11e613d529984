import { describe, expect, it } from "vitest";
import { message } from "./timeline.fixture";
import type { FileRef, Message } from "./types";
import { barCount, barsOf, nextRate, nextVoice } from "./voice";

const voice = (seq: number, sender = "a"): Message => ({
  ...message(seq),
  sender_id: sender,
  kind: "voice",
  content: { type: "voice", file: { id: `f${seq}` } as FileRef, duration_ms: 1000, wave: [] },
});

// covers: MSG-02
describe("voice messages", () => {
  it("go on with the next of the same person that was not heard", () => {
    const recalled = { ...voice(4), recalled: { by: "a", at: 1 }, content: null };
    const all = [voice(1), message(2), voice(3, "b"), recalled, voice(5), voice(6)];
    expect(nextVoice(all, 1, () => false)?.seq).toBe(5);
    expect(nextVoice(all, 1, (m) => m.seq === 5)?.seq).toBe(6);
    expect(nextVoice(all, 6, () => false)).toBeNull();
    expect(nextVoice(all, 99, () => false)).toBeNull();
  });

  it("draw the loudest of each share, whatever came", () => {
    expect(barsOf([0, 31, 0, 0], 2)).toEqual([1, 0]);
    expect(barsOf([], 3)).toEqual([0, 0, 0]);
    expect(barsOf([31], 3)).toEqual([1, 1, 1]);
    expect(barsOf([400, -3], 2)).toEqual([1, 0]);
    expect([barCount(0), barCount(60_000), barCount(600_000)]).toEqual([16, 44, 44]);
  });

  it("change their speed in a circle", () => {
    expect([1, 1.5, 2, 7].map(nextRate)).toEqual([1.5, 2, 1, 1]);
  });
});
