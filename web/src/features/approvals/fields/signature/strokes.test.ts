import { expect, test } from "vitest";
import { frameOf, isSignature, widthAt } from "./strokes";

const at = (x: number, y: number, pressure = 0.5) => ({ x, y, pressure });

test("a touch by mistake is no signature", () => {
  expect(isSignature([])).toBe(false);
  expect(isSignature([[at(10, 10), at(12, 11)]])).toBe(false);
  expect(isSignature([[at(10, 10), at(60, 30)]])).toBe(true);
});

test("the frame holds all strokes", () => {
  expect(frameOf([[at(10, 40)], [at(30, 20), at(15, 90)]])).toEqual({ x: 10, y: 20, width: 20, height: 70 });
});

test("the line follows pressure, and speed where a mouse has none", () => {
  expect(widthAt(at(0, 0), at(1, 0, 0.9))).toBeGreaterThan(widthAt(at(0, 0), at(1, 0, 0.2)));
  expect(widthAt(at(0, 0), at(1, 0))).toBeGreaterThan(widthAt(at(0, 0), at(30, 0)));
});
