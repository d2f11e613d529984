import { expect, test } from "vitest";
import type { Field } from "../../definition";
import { initialOf, newRow, rowsOf } from "./values";

const field = (id: string, kind: Field["kind"], initial?: string): Field => ({
  id,
  kind,
  label: { en: id },
  ...(initial === undefined ? {} : { initial }),
});

test("a new row holds what its columns begin with, and nothing else", () => {
  expect(newRow([field("n", "number", "1"), field("t", "text"), field("y", "yesno", "false")])).toEqual({
    n: "1",
    y: false,
  });
});

test("a kind that cannot begin with a text begins empty", () => {
  expect(initialOf(field("p", "person", "x"))).toBeNull();
  expect(initialOf(field("c", "choices", "a"))).toEqual(["a"]);
});

test("rows are read only where there are rows", () => {
  expect(rowsOf([{ a: "1" }])).toEqual([{ a: "1" }]);
  expect(rowsOf("x")).toEqual([]);
  expect(rowsOf(["x"])).toEqual([]);
});
