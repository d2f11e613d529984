import { expect, test } from "vitest";
import { chosenOf, faultAt, faultsElsewhere, spotOf } from "./faults";

test("a fault is found at its field, and at its row and column", () => {
  expect(spotOf("values.reason")).toEqual({ field: "reason" });
  expect(spotOf("body.values.goods[2].price")).toEqual({ field: "goods", row: 2, column: "price" });
  expect(spotOf("values.trip.from")).toEqual({ field: "trip" });
  expect(spotOf("body.template")).toBeNull();
});

test("a fault of a cell is not that of its field", () => {
  const faults = [{ field: "values.goods[0].price", code: "required" }];
  expect(faultAt(faults, { field: "goods" })).toBeNull();
  expect(faultAt(faults, { field: "goods", row: 0, column: "price" })).toBe(faults[0]);
});

test("what no field shows is told elsewhere", () => {
  const faults = [
    { field: "values.reason", code: "required" },
    { field: "values.gone", code: "required" },
    { field: "chosen.s1", code: "too_few" },
    { field: "body.template", code: "unknown" },
  ];
  expect(faultsElsewhere(faults, new Set(["reason"])).map((f) => f.field)).toEqual(["values.gone", "body.template"]);
  expect(chosenOf("body.chosen.s1")).toBe("s1");
});
