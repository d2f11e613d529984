import { describe, expect, it } from "vitest";
import { instantOf, presets, wallOf } from "./remind";

const at = (iso: string) => Date.parse(iso) * 1000;
const SHANGHAI = "Asia/Shanghai";

// covers: MSG-03
describe("when to be reminded", () => {
  it("offers half an hour from now, this evening and tomorrow morning in the person's zone", () => {
    const offered = presets(at("2026-03-01T06:10:20Z"), SHANGHAI); // 14:10:20
    expect(offered.map((o) => [o.preset, wallOf(o.at, SHANGHAI)])).toEqual([
      ["m30", "2026-03-01T14:41"],
      ["today", "2026-03-01T18:00"],
      ["tomorrow", "2026-03-02T09:00"],
    ]);
  });

  it("does not offer an evening that has begun", () => {
    expect(presets(at("2026-03-01T10:00:00Z"), SHANGHAI).map((o) => o.preset)).toEqual(["m30", "tomorrow"]);
  });

  it("knows the end of a month and a day that changes its clocks", () => {
    expect(presets(at("2026-02-28T12:00:00Z"), SHANGHAI).at(-1)?.at).toBe(at("2026-03-01T01:00:00Z"));
    expect(instantOf("2026-03-29T09:00", "Europe/Berlin")).toBe(at("2026-03-29T07:00:00Z"));
    expect(instantOf("2026-03-28T09:00", "Europe/Berlin")).toBe(at("2026-03-28T08:00:00Z"));
  });

  it("gives back the instant of the wall time that it shows, and none for what is no time", () => {
    const now = at("2026-07-01T03:25:00Z");
    for (const zone of [SHANGHAI, "America/St_Johns", "Asia/Kathmandu"])
      expect(instantOf(wallOf(now, zone), zone)).toBe(now);
    expect(instantOf("", SHANGHAI)).toBeNull();
  });
});
