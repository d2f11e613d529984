import { describe, expect, test } from "vitest";
import { allZones, offsetOf, searched } from "./zones";

const winter = Date.UTC(2026, 0, 15);
const zones = allZones("zh-CN", winter);

describe("time zones", () => {
  test("run from west to east", () => {
    const minutes = zones.map((z) => z.minutes);
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
  });

  test("are told apart from Greenwich at the instant in question", () => {
    expect(offsetOf("Europe/Berlin", winter)).toBe("GMT+01:00");
    expect(offsetOf("Europe/Berlin", Date.UTC(2026, 6, 15))).toBe("GMT+02:00");
    expect(offsetOf("Nowhere/Never", winter)).toBe("GMT");
  });

  test.each(["shanghai", "Asia/Shanghai", "中国", "asia utc+8", "gmt+8 shanghai"])("%j finds Shanghai", (query) => {
    expect(searched(zones, query).map((z) => z.id)).toContain("Asia/Shanghai");
  });

  test("a query that fits nothing finds nothing", () => {
    expect(searched(zones, "shanghai berlin")).toEqual([]);
  });
});
