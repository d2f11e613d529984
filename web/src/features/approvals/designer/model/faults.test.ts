import { expect, test } from "vitest";
import type { Definition } from "../../definition";
import { faultsAt, placeOfFault, propertyOf } from "./faults";

const definition = {
  fields: [{ id: "a" }, { id: "b", columns: [{ id: "x" }] }],
  route: {
    steps: [
      { id: "s1" },
      {
        id: "s2",
        arms: [
          { id: "one", steps: [] },
          { id: "two", steps: [{ id: "s3" }] },
        ],
      },
    ],
  },
} as unknown as Definition;

test("a fault leads to its field, its column, its step or its arm", () => {
  expect(placeOfFault(definition, "fields[1].columns[0].formula")).toEqual({
    part: "form",
    at: { field: 1, column: 0 },
  });
  expect(placeOfFault(definition, "body.definition.fields[0].label")).toEqual({ part: "form", at: { field: 0 } });
  expect(placeOfFault(definition, "fields")).toEqual({ part: "form", at: null });
  expect(placeOfFault(definition, "route.steps[0].who")).toEqual({ part: "route", step: "s1", arm: null });
  expect(placeOfFault(definition, "route.steps[1].arms[1].when")).toEqual({ part: "route", step: "s2", arm: "two" });
  expect(placeOfFault(definition, "route.steps[1].arms[1].steps[0].who[0].of")).toEqual({
    part: "route",
    step: "s3",
    arm: null,
  });
  expect(placeOfFault(definition, "route.steps")).toEqual({ part: "route", step: null, arm: null });
  expect(placeOfFault(definition, "serial.prefix")).toEqual({ part: "basics" });
});

test("the property of a fault is the one that is edited", () => {
  expect(propertyOf("fields[2].options[1].label")).toBe("options");
  expect(propertyOf("fields[2].columns[0].formula")).toBe("formula");
  expect(propertyOf("route.steps[1].arms[1].when")).toBe("when");
  expect(propertyOf("route.steps[1].who[0].of")).toBe("who");
});

test("each place has its own faults", () => {
  const faults = [
    { field: "fields[0].label", code: "required" },
    { field: "fields[1].columns[0].id", code: "taken" },
  ];
  expect(faultsAt(definition, faults, { part: "form", at: { field: 0 } })).toEqual([faults[0]]);
});
