import { describe, expect, it } from "vitest";
import type { Department } from "../../../platform/api";
import { partsAt, partsWith } from "./highlight";
import { findDepartments, pathOf, rowsOf, treeOf } from "./tree";

const department = (id: string, parent: string | null, position = 0, name = id): Department => ({
  id,
  parent_id: parent,
  name,
  position,
  head_ids: [],
  deputy_ids: [],
  leader_id: null,
  people_count: 1,
  direct_count: 1,
});

const company = [
  department("rd", "top", 1),
  department("top", null),
  department("hr", "top", 0),
  department("web", "rd"),
];

describe("the department tree", () => {
  it("shows the children of open departments in their order", () => {
    const rows = rowsOf(treeOf(company), new Set(["top"]));
    expect(rows.map((r) => [r.department.id, r.level, r.open])).toEqual([
      ["top", 1, true],
      ["hr", 2, null],
      ["rd", 2, false],
    ]);
    expect(rows[2]).toMatchObject({ place: 2, siblings: 2 });
  });

  it("puts a department without a visible parent at the top", () => {
    const tree = treeOf([...company, department("lost", "nowhere")]);
    expect(tree.roots.map((d) => d.id)).toEqual(["top", "lost"]);
  });

  it("names the way down to a department", () => {
    expect(pathOf(treeOf(company), "web").map((d) => d.id)).toEqual(["top", "rd", "web"]);
    expect(pathOf(treeOf(company), "unknown")).toEqual([]);
  });

  it("ends on departments that contain each other", () => {
    const tree = treeOf([department("a", "b"), department("b", "a")]);
    expect(pathOf(tree, "a").map((d) => d.id)).toEqual(["b", "a"]);
    expect(rowsOf(tree, new Set(["a", "b"]))).toEqual([]);
  });

  it("finds departments by name, the closest first", () => {
    const all = [
      department("1", null, 0, "平台研发部测试组"),
      department("2", null, 0, "研发部"),
      department("3", null, 0, "财务部"),
    ];
    expect(findDepartments(all, " 研发", 5).map((d) => d.id)).toEqual(["2", "1"]);
    expect(findDepartments(all, "  ", 5)).toEqual([]);
  });
});

describe("what is highlighted", () => {
  it("counts characters, not code units", () => {
    expect(partsAt("𠮷野家", 1, 2)).toEqual([
      { text: "𠮷", hit: false },
      { text: "野", hit: true },
      { text: "家", hit: false },
    ]);
  });

  it("leaves a text alone where the place does not fit", () => {
    expect(partsAt("王伟", 1, 9)).toEqual([{ text: "王伟", hit: false }]);
  });

  it("finds words without regard to case", () => {
    expect(partsWith("Zhang Wei", "wEI")).toEqual([
      { text: "Zhang ", hit: false },
      { text: "Wei", hit: true },
    ]);
    expect(partsWith("王伟", "wang")).toEqual([{ text: "王伟", hit: false }]);
  });
});
