import { describe, expect, test } from "vitest";
import { dayOf } from "../../../platform/when";
import { untilOf } from "./until";

const noon = Date.UTC(2026, 2, 1, 4, 0) * 1000; // 12:00 in Shanghai, 04:00 in UTC

// covers: ORG-02
describe("how long a presence holds", () => {
  test("is for ever unless somebody says otherwise", () => {
    expect(untilOf("none", noon, "Asia/Shanghai")).toBeNull();
  });

  test("is counted from now", () => {
    expect(untilOf("m30", noon, "Asia/Shanghai")).toBe(noon + 30 * 60_000_000);
  });

  test("ends today at midnight of the person's own zone", () => {
    const end = untilOf("today", noon, "Asia/Shanghai") ?? 0;
    expect(end - noon).toBe(12 * 3_600_000_000);
    expect(dayOf("Asia/Shanghai", end)).toBe("2026-03-02");
    expect((untilOf("today", noon, "UTC") ?? 0) - noon).toBe(20 * 3_600_000_000);
  });
});
