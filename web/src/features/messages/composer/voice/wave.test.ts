import { describe, expect, it } from "vitest";
import { countdownAt, LONGEST_MS, troubleOf } from "./limits";
import { levelOf, waveOf } from "./wave";

// covers: MSG-02
describe("the wave of a recording", () => {
  it("has at most 64 values from 0 to 31, the loudest at the top", () => {
    const levels = Array.from({ length: 12_000 }, (_, n) => Math.abs(Math.sin(n / 500)) * 0.3);
    const wave = waveOf(levels);
    expect(wave).toHaveLength(64);
    expect(Math.max(...wave)).toBe(31);
    expect(wave.every((value) => Number.isInteger(value) && value >= 0 && value <= 31)).toBe(true);
  });

  it("is as short as a short recording, and flat where nothing was said", () => {
    expect(waveOf([0.1, 0.2])).toHaveLength(2);
    expect(Math.max(...waveOf([0.001, 0.002, 0.001]))).toBeLessThan(8);
    expect(waveOf([])).toEqual([]);
  });

  it("knows how loud a piece is", () => {
    expect(levelOf(new Float32Array([0.5, -0.5]))).toBeCloseTo(0.5);
    expect(levelOf(new Float32Array())).toBe(0);
  });
});

describe("the limits of a recording", () => {
  it("count the last half minute down", () => {
    expect(countdownAt(LONGEST_MS - 31_000)).toBe(null);
    expect(countdownAt(LONGEST_MS - 9_500)).toBe(10);
    expect(countdownAt(LONGEST_MS + 5)).toBe(0);
  });

  it("name what is in the way", () => {
    expect(troubleOf({ name: "NotAllowedError" })).toBe("refused");
    expect(troubleOf({ name: "NotFoundError" })).toBe("none");
    expect(troubleOf({ name: "NotReadableError" })).toBe("busy");
  });
});
