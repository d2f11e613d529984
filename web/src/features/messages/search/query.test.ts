import { describe, expect, it } from "vitest";
import { dayOf, momentOf } from "../../../platform/when";
import { pieces, queryOf } from "./query";

const zone = "Asia/Shanghai";
const now = Date.UTC(2026, 10, 22, 8, 30) * 1000; // 16:30 in Shanghai

describe("what is searched for", () => {
  it("is nothing while nothing is typed", () => {
    expect(queryOf({ q: "  ", kind: "image" }, zone, now)).toBeNull();
  });

  it("leaves out what is not asked for, and what does not exist", () => {
    expect(queryOf({ q: " 标定 ", kind: "nonsense", span: "ever", in: "" }, zone, now)).toEqual({ q: "标定" });
  });

  it("takes whole days of the person's own zone", () => {
    const query = queryOf({ q: "x", span: "custom", from: "2026-03-01", to: "2026-03-02" }, zone, now);
    expect(momentOf(zone, query?.from_at ?? 0)).toBe("2026-03-01 00:00");
    expect(momentOf(zone, query?.to_at ?? 0)).toBe("2026-03-02 23:59");
    expect(momentOf(zone, queryOf({ q: "x", span: "today" }, zone, now)?.from_at ?? 0)).toBe("2026-11-22 00:00");
    expect(momentOf(zone, queryOf({ q: "x", span: "week" }, zone, now)?.from_at ?? 0)).toBe("2026-11-16 00:00");
  });

  it("takes whole days where the clocks change that night", () => {
    const berlin = "Europe/Berlin";
    for (const day of ["2026-03-29", "2026-10-25"]) {
      const query = queryOf({ q: "x", span: "custom", from: day, to: day }, berlin, now);
      expect(momentOf(berlin, query?.from_at ?? 0)).toBe(`${day} 00:00`);
      expect(dayOf(berlin, query?.to_at ?? 0)).toBe(day);
      expect(dayOf(berlin, (query?.to_at ?? 0) + 1)).not.toBe(day);
    }
  });
});

describe("an excerpt", () => {
  it("is cut where the words were found, and says all of its text", () => {
    const text = "零点漂移😀比上一版小";
    expect(
      pieces(text, [
        [2, 4],
        [6, 7],
      ]),
    ).toEqual([
      { text: "零点", found: false },
      { text: "漂移", found: true },
      { text: "😀", found: false },
      { text: "比", found: true },
      { text: "上一版小", found: false },
    ]);
  });

  it("marks nothing where a place lies outside or within another", () => {
    const text = "abc";
    const cut = pieces(text, [
      [0, 2],
      [1, 3],
      [2, 9],
      [3, 3],
    ]);
    expect(cut.map((p) => p.text).join("")).toBe(text);
    expect(cut.filter((p) => p.found)).toEqual([{ text: "ab", found: true }]);
  });
});
