import { expect, test } from "vitest";
import { dropIndex, scrollStep } from "./drop";

const box = (left: number, top: number, width: number, height = 40) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

// One whole line, two halves beside each other, one whole line.
const boxes = [box(0, 0, 400), box(0, 50, 195), box(205, 50, 195), box(0, 100, 400)];
const at = (x: number, y: number) => dropIndex(boxes, { x, y }, 400);

test("above the middle of a whole line is before it, below is behind it", () => {
  expect(at(200, 10)).toBe(0);
  expect(at(200, 35)).toBe(1);
  expect(at(10, 130)).toBe(4);
});

test("of two halves the side counts", () => {
  expect(at(20, 80)).toBe(1);
  expect(at(150, 60)).toBe(2);
  expect(at(220, 60)).toBe(2);
  expect(at(390, 60)).toBe(3);
});

test("between lines and below the last it is before what follows", () => {
  expect(at(300, 45)).toBe(1);
  expect(at(300, 900)).toBe(4);
  expect(dropIndex([], { x: 0, y: 0 }, 400)).toBe(0);
});

test("near an edge it scrolls, the nearer the faster", () => {
  const frame = { top: 0, bottom: 600 };
  expect(scrollStep(frame, 300)).toBe(0);
  expect(scrollStep(frame, 50)).toBeGreaterThan(scrollStep(frame, 5));
  expect(scrollStep(frame, 590)).toBeGreaterThan(0);
});
