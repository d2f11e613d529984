import { expect, it } from "vitest";
import type { Kind } from "../api/types";
import { atEnd, behind, kindsWithin, parentKind, stepped, within } from "./places";

interface N {
  id: string;
  kind: Kind;
  children: N[];
}
const n = (id: string, kind: Kind, ...children: N[]): N => ({ id, kind, children });
const items = [
  n("a", "chapter", n("b", "article"), n("c", "article", n("d", "clause")), n("e", "article")),
  n("f", "chapter"),
];

it("moves a part one step among its neighbours, and not beyond them", () => {
  expect(stepped(items, "b", 1)).toEqual({ parent_id: "a", after_id: "c" });
  expect(stepped(items, "c", -1)).toEqual({ parent_id: "a", after_id: null });
  expect(stepped(items, "e", -1)).toEqual({ parent_id: "a", after_id: "b" });
  expect(stepped(items, "f", -1)).toEqual({ parent_id: null, after_id: null });
  expect(stepped(items, "b", -1)).toBeNull();
  expect(stepped(items, "f", 1)).toBeNull();
  expect(stepped(items, "x", 1)).toBeNull();
});

it("finds the place of a new part", () => {
  expect(behind(items, "d")).toEqual({ parent_id: "c", after_id: "d" });
  expect(behind(items, "a")).toEqual({ parent_id: null, after_id: "a" });
  expect(within(items, "a")).toEqual({ parent_id: "a", after_id: "e" });
  expect(within(items, "f")).toEqual({ parent_id: "f", after_id: null });
  expect(atEnd(items)).toEqual({ parent_id: null, after_id: "f" });
});

it("offers the kinds that may stand there", () => {
  expect(kindsWithin(null)).toEqual(["chapter", "section", "article", "clause"]);
  expect(kindsWithin("section")).toEqual(["article", "clause"]);
  expect(kindsWithin("clause")).toEqual(["clause"]);
  expect(parentKind(items, { parent_id: "c", after_id: null })).toBe("article");
  expect(parentKind(items, { parent_id: null, after_id: "a" })).toBeNull();
});
