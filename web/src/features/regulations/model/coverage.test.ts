import { expect, it } from "vitest";
import type { CoveredClause } from "../api/coverage";
import { chaptersOf, share } from "./coverage";

const clause = (node_id: string, chapter: string, none: boolean) =>
  ({
    node_id,
    none,
    path: [
      { id: chapter, kind: "chapter", number: chapter, title: "总则" },
      { id: "a", kind: "article", number: "1.", title: "" },
    ],
  }) as unknown as CoveredClause;

it("parts the clauses as the regulation is, and shows those that are asked for", () => {
  const items = [clause("x", "一、", false), clause("y", "一、", true), clause("z", "二、", true)];
  const all = (shown: "all" | "carried" | "none") =>
    chaptersOf(items, shown).map((c) => `${c.heading}: ${c.clauses.map((k) => k.node_id).join()}`);
  expect(all("all")).toEqual(["一、总则: x,y", "二、总则: z"]);
  expect(all("none")).toEqual(["一、总则: y", "二、总则: z"]);
  expect(all("carried")).toEqual(["一、总则: x"]);
});

it("says how much is carried without rounding up", () => {
  expect(share(200, 1)).toBe(99);
  expect(share(3, 0)).toBe(100);
  expect(share(0, 0)).toBe(0);
});
