import { describe, expect, it } from "vitest";
import { momentOf } from "./index";
import { dayStart } from "./zone";

// covers: MSG-01
describe("the beginning of a day", () => {
  it("is midnight of the zone, on days of every length", () => {
    for (const zone of [
      "Asia/Shanghai",
      "UTC",
      "America/New_York",
      "Europe/Berlin",
      "Asia/Kolkata",
      "Pacific/Auckland",
    ]) {
      for (const day of [
        "2026-01-01",
        "2026-03-08",
        "2026-03-09",
        "2026-03-29",
        "2026-03-30",
        "2026-11-01",
        "2026-11-02",
        "2026-12-31",
      ]) {
        expect(momentOf(zone, dayStart(zone, day)), `${zone} ${day}`).toBe(`${day} 00:00`);
      }
    }
  });

  it("is the first moment that exists where midnight is skipped", () => {
    expect(momentOf("Asia/Beirut", dayStart("Asia/Beirut", "2026-03-29"))).toBe("2026-03-29 01:00");
  });
});
