import { expect, test } from "vitest";
import type { Field } from "../definition";
import { makeForm, settle } from "../model/form";
import { seenValues, stateOf } from "./live";

const field = (id: string, kind: Field["kind"], more: Partial<Field> = {}): Field => ({
  id,
  kind,
  label: { en: id },
  ...more,
});
const form = makeForm([
  field("far", "yesno"),
  field("where", "text", { visible_when: "far", required: true }),
  field("goods", "rows", {
    columns: [
      field("n", "number"),
      field("price", "amount", { required_when: "n > 1", decimals: 2 }),
      field("cost", "formula", { formula: "n * price" }),
    ],
  }),
  field("total", "formula", { formula: "sum(goods.cost)" }),
]);
const state = (values: Parameters<typeof settle>[1]) => stateOf(settle(form, values), [], (fault) => fault.code);

test("a field is seen and required as the form says, each row by itself", () => {
  const some = state({ far: true, goods: [{ n: "1" }, { n: "2" }] });
  expect(some.shown({ field: "where" })).toBe(true);
  expect(some.must({ field: "where" })).toBe(true);
  expect(some.must({ field: "goods", row: 0, column: "price" })).toBe(false);
  expect(some.must({ field: "goods", row: 1, column: "price" })).toBe(true);
  expect(state({}).shown({ field: "where" })).toBe(false);
});

test("formulas follow what is filled in, in rows and over them", () => {
  const some = state({
    goods: [
      { n: "2", price: "1.50" },
      { n: "3", price: "2" },
    ],
  });
  expect(some.computed({ field: "goods", row: 1, column: "cost" })).toBe("6");
  expect(some.computed({ field: "total" })).toBe("9");
});

test("a fault is told where it is", () => {
  const faults = [{ field: "values.goods[1].price", code: "missing" }];
  const some = stateOf(settle(form, {}), faults, (fault) => fault.code);
  expect(some.fault({ field: "goods", row: 1, column: "price" })).toBe("missing");
  expect(some.fault({ field: "goods" })).toBeNull();
});

test("what is not seen is not sent", () => {
  expect(seenValues(form, { far: false, where: "there" })).toEqual({ far: false });
  expect(seenValues(form, { far: true, where: "there" })).toEqual({ far: true, where: "there" });
});
