import { describe, expect, it } from "vitest";
import { dayByKey, daysAfter, monthOf, monthsAfter, weeksOf } from "./month";

describe("a month", () => {
  it("begins its weeks with Monday and has every day once", () => {
    const weeks = weeksOf({ year: 2026, month: 11 });
    expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
    expect(weeks.flat().filter(Boolean)).toHaveLength(30);
    expect(weeksOf({ year: 2028, month: 2 }).flat().filter(Boolean).at(-1)).toBe("2028-02-29");
    expect(weeks.every((week) => week.length === 7)).toBe(true);
  });

  it("is walked by keys, across its ends", () => {
    const at = "2026-03-01"; // a Sunday
    expect(
      ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "x"].map((key) => dayByKey(at, key)),
    ).toEqual(["2026-02-28", "2026-03-02", "2026-02-22", "2026-03-08", "2026-02-23", "2026-03-01", null]);
    expect(dayByKey("2026-03-31", "PageUp")).toBe("2026-02-28");
    expect(dayByKey("2026-12-31", "PageDown")).toBe("2027-01-31");
    expect(monthsAfter("2024-02-29", 12)).toBe("2025-02-28");
    expect(daysAfter("2026-12-31", 1)).toBe("2027-01-01");
    expect(monthOf("2026-07-09")).toEqual({ year: 2026, month: 7 });
  });
});
