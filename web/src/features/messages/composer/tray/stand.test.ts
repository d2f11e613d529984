import { describe, expect, it } from "vitest";
import type { Phase, UploadState } from "../../../../platform/uploads";
import { shareOf, shareOfAll } from "./stand";

const state = (phase: Phase, sent: number, size = 100) => ({ phase, sent, size }) as UploadState;
const file = (size: number) => ({ key: "k", name: "n", size, mime: "" });

// covers: MSG-02
describe("how far files are", () => {
  it("is told while there is something to wait for", () => {
    expect(shareOf(state("sending", 25))).toBe(0.25);
    expect(shareOf(state("checking", 0, 0))).toBe(1);
    expect(shareOf(state("done", 100))).toBe(null);
    expect(shareOf(state("refused", 0))).toBe(null);
    expect(shareOf(undefined)).toBe(null);
  });

  it("is weighed by their size", () => {
    expect(shareOfAll([state("sending", 0, 300), state("done", 100)], [file(300), file(100)])).toBe(0.25);
    expect(shareOfAll([], [])).toBe(1);
  });
});
