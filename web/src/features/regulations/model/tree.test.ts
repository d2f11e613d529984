import { describe, expect, it } from "vitest";
import type { RegulationNode } from "../api/types";
import { contentsOf, flat, headingOf, joined, pieces, says } from "./tree";

const node = (
  id: string,
  kind: RegulationNode["kind"],
  number: string,
  title: string,
  text = "",
  children: RegulationNode[] = [],
): RegulationNode => ({ id, kind, number, cite: "", title, text, rules: [], children });

const tree = [
  node("a", "chapter", "一、", "总则", "", [
    node("b", "section", "（一）", "目的", "", [node("c", "article", "1.", "", "为规范值班，制定本规定。")]),
    node("d", "article", "2.", "适用范围：", "全体员工。"),
  ]),
  node("e", "chapter", "二、", "附则"),
];

describe("a regulation as a tree", () => {
  it("is read in its order, each node with what it lies in", () => {
    expect(flat(tree).map((p) => [p.node.id, p.depth, p.above.map((n) => n.id).join(">")])).toEqual([
      ["a", 0, ""],
      ["b", 1, "a"],
      ["c", 2, "a>b"],
      ["d", 1, "a"],
      ["e", 0, ""],
    ]);
  });
  it("names a node by number and title, else by its first words", () => {
    expect(headingOf(tree[0] as RegulationNode)).toBe("一、总则");
    expect(headingOf(node("x", "article", "第三条", "适用范围："))).toBe("第三条 适用范围");
    expect(headingOf(node("x", "clause", "", "", `${"值".repeat(30)}\n下一段`))).toBe(`${"值".repeat(24)}…`);
    expect(joined("（一）", "目的")).toBe("（一）目的");
  });
  it("has parts and titled articles in its contents", () => {
    expect(contentsOf(tree).map((e) => [e.label, e.depth, e.root])).toEqual([
      ["一、总则", 0, "a"],
      ["（一）目的", 1, "a"],
      ["2. 适用范围", 1, "a"],
      ["二、附则", 0, "e"],
    ]);
  });
  it("has its outermost nodes in its contents where nothing parts it", () => {
    expect(
      contentsOf([node("x", "article", "1.", "", "甲"), node("y", "article", "2.", "", "乙")]).map((e) => e.label),
    ).toEqual(["1.", "2."]);
  });
  it("is searched without regard to case, and shows where", () => {
    expect(says(node("x", "article", "1.", "", "使用 VPN 登录"), "vpn")).toBe(true);
    expect(says(node("x", "article", "1.", "", "使用 VPN 登录"), "邮箱")).toBe(false);
    expect(pieces("VPN 与 vpn。", "Vpn")).toEqual([
      { text: "VPN", hit: true },
      { text: " 与 ", hit: false },
      { text: "vpn", hit: true },
      { text: "。", hit: false },
    ]);
    expect(pieces("值班", "")).toEqual([{ text: "值班", hit: false }]);
  });
});
