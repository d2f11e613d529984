import { expect, test } from "vitest";
import { inUnit } from "./limitWords";

test("a time limit is said in the largest unit in which it is whole", () => {
  expect(inUnit(540)).toEqual({ n: 9, unit: "hour" });
  expect(inUnit(120)).toEqual({ n: 2, unit: "hour" });
  expect(inUnit(90)).toEqual({ n: 90, unit: "minute" });
  expect(inUnit(0)).toEqual({ n: 0, unit: "minute" });
});
