import { expect, test } from "vitest";
import type { Template } from "./api";
import { grouped, recent } from "./grouping";

const template = (key: string, name: string, category: Template["category"], at: number | null = null): Template => ({
  key,
  version: 1,
  name,
  about: "",
  category,
  effect: "",
  mine_recent_at: at,
});

const all = [
  template("leave", "请假申请", "people", 5),
  template("notice", "公司公告", "notices"),
  template("joint", "跨部门协作申请", "collaboration", 9),
];

test("templates stand below their category, and categories without one are left out", () => {
  expect(grouped(all, "").map((g) => [g.category, g.templates.length])).toEqual([
    ["people", 1],
    ["collaboration", 1],
    ["notices", 1],
  ]);
});

test("every word that is typed must be found", () => {
  expect(grouped(all, "申请 协作").flatMap((g) => g.templates.map((t) => t.key))).toEqual(["joint"]);
  expect(grouped(all, "LEAVE").flatMap((g) => g.templates.map((t) => t.key))).toEqual(["leave"]);
  expect(grouped(all, "采购")).toEqual([]);
});

test("what was used last comes first, and what was never used is not there", () => {
  expect(recent(all, 4).map((t) => t.key)).toEqual(["joint", "leave"]);
  expect(recent(all, 1).map((t) => t.key)).toEqual(["joint"]);
});
