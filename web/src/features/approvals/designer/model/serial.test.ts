import { expect, test } from "vitest";
import { serialOf } from "./serial";

test("a number is made of its prefix, the time and a count", () => {
  expect(serialOf({ prefix: "KQ", date: "yyyyMM", digits: 4 }, "2026-10-01", 7)).toBe("KQ-202610-0007");
  expect(serialOf({ prefix: "KQ", date: "yyyy", digits: 3 }, "2026-10-01", 1234)).toBe("KQ-2026-1234");
  expect(serialOf({ prefix: "KQ", date: "", digits: 3 }, "2026-10-01", 7)).toBe("KQ-007");
});
