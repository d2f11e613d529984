import { describe, expect, it } from "vitest";
import type { Doubt, Part, RegulationImport } from "../api/imports";
import { acceptKey, doubtPieces, groupsOf, proposes, spread, waiting } from "./doubts";

const part = (number: string, text: string, line: number, children: Part[] = []): Part => ({
  kind: "article",
  number,
  title: "",
  text,
  line,
  children,
});
const doubt = (id: string, line: number, column: number, text: string, more: Partial<Doubt> = {}): Doubt => ({
  id,
  line,
  column,
  code: "characters_damaged",
  text,
  proposal: "",
  applied: false,
  decision: "",
  ...more,
});

describe("doubts", () => {
  it("stand at the part in which they lie, several lines or several parts in one", () => {
    const items = [
      part("1.", "值班不得离岗\n就餐除外�", 3),
      part("2.", "迟到扣0205分", 6, [part("(1)", "扣0205分", 6), part("(2)", "扣0305分", 6)]),
    ];
    const doubts = [
      doubt("d", 6, 40, "0305"),
      doubt("a", 1, 1, "标题"),
      doubt("b", 4, 5, "�"),
      doubt("c", 6, 20, "0205"),
      doubt("e", 6, 60, "没有"),
    ];
    const { parts, top } = spread({ items, doubts });
    expect(top.map((d) => d.id)).toEqual(["a"]);
    expect(parts.map((p) => [p.node.number, p.doubts.map((d) => d.id).join()])).toEqual([
      ["1.", "b"],
      ["2.", "c"],
      ["(1)", ""],
      ["(2)", "d,e"],
    ]);
  });
  it("are marked in the text, as it stands now", () => {
    const asFound = doubt("a", 1, 1, "0205", { proposal: "02-05" });
    expect(doubtPieces("扣0205分", [asFound])).toEqual([
      { text: "扣", hit: false },
      { text: "0205", hit: true },
      { text: "分", hit: false },
    ]);
    expect(doubtPieces("扣02-05分", [{ ...asFound, applied: true }]).filter((p) => p.hit)).toEqual([
      { text: "02-05", hit: true },
    ]);
    expect(doubtPieces("扣分", [asFound])).toEqual([{ text: "扣分", hit: false }]);
    // Two that overlap are marked once.
    expect(doubtPieces("甲乙丙", [doubt("a", 1, 1, "甲乙"), doubt("b", 1, 2, "乙丙")]).map((p) => p.text)).toEqual([
      "甲乙",
      "丙",
    ]);
  });
  it("can be accepted where something is proposed, in words that say what happens", () => {
    expect(proposes({ code: "placeholder", proposal: "" })).toBe(false);
    expect(proposes({ code: "characters_damaged", proposal: "" })).toBe(true);
    expect(acceptKey({ code: "characters_damaged", proposal: "" })).toBe("drop");
    expect(acceptKey({ code: "number_missing", proposal: "3." })).toBe("number");
    expect(acceptKey({ code: "heading_glued", proposal: "heading" })).toBe("split");
  });
  it("wait until they are settled, and those of a draft until somebody has looked", () => {
    const doubts = [
      doubt("a", 1, 1, "x"),
      doubt("b", 2, 1, "y", { decision: "keep" }),
      doubt("c", 3, 1, "z", { code: "date_glued" }),
    ];
    const one = { state: "open", doubts, left_open: [] } as unknown as RegulationImport;
    expect(waiting(one).map((d) => d.id)).toEqual(["a", "c"]);
    expect(groupsOf(one).map((g) => [g.code, g.open.length, g.all])).toEqual([
      ["characters_damaged", 1, 2],
      ["date_glued", 1, 1],
    ]);
    expect(waiting({ ...one, state: "applied", left_open: ["c"] }).map((d) => d.id)).toEqual(["c"]);
  });
});
