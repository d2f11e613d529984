import { expect, test } from "vitest";
import type { Route, Step } from "../../definition";
import {
  addArm,
  changeArm,
  changeStep,
  findStep,
  insertStep,
  newArm,
  newStep,
  placeOf,
  removeArm,
  removeStep,
  shiftArm,
  shiftStep,
  stepIds,
  stepsOf,
  TOP,
} from "./route";

const name = (key: string, n = 0) => ({ en: `${key}${n || ""}` });
const step = (id: string): Step => ({ id, kind: "approve", name: {} });
const route: Route = {
  nobody: "admin",
  self: "superior",
  same: "once",
  steps: [
    step("a"),
    {
      id: "b",
      kind: "branch",
      name: {},
      arms: [
        { id: "big", name: {}, when: "n > 1", steps: [step("c"), step("d")] },
        { id: "rest", name: {}, steps: [] },
      ],
    },
    step("e"),
  ],
};
const order = (r: Route) =>
  stepsOf(r.steps)
    .map((s) => s.id)
    .join(" ");
const arms = (r: Route) =>
  findStep(r, "b")
    ?.arms?.map((arm) => arm.id)
    .join(" ");

test("steps are read in their order, those of arms behind their step", () => {
  expect(order(route)).toBe("a b c d e");
  expect([...stepIds(route)]).toContain("rest");
  expect(placeOf(route, "d")).toEqual({ list: { step: "b", arm: "big" }, index: 1, count: 2 });
  expect(placeOf(route, "nobody")).toBeNull();
});

test("a step is put into the route or into an arm, and taken out with all that is within it", () => {
  expect(order(insertStep(route, TOP, 1, step("n")))).toBe("a n b c d e");
  expect(order(insertStep(route, { step: "b", arm: "rest" }, 0, step("n")))).toBe("a b c d n e");
  expect(order(removeStep(route, "b"))).toBe("a e");
  expect(order(removeStep(route, "c"))).toBe("a b d e");
  expect(order(route)).toBe("a b c d e");
});

test("a step moves among its neighbours and not beyond them", () => {
  expect(order(shiftStep(route, "b", -1))).toBe("b c d a e");
  expect(order(shiftStep(route, "d", -1))).toBe("a b d c e");
  expect(shiftStep(route, "d", 1)).toBe(route);
  expect(shiftStep(route, "a", -1)).toBe(route);
});

test("a change reaches a step in an arm, and takes out what is undefined", () => {
  const changed = changeStep(changeStep(route, "c", { how: "any", stroke: true }), "c", { stroke: undefined });
  expect(findStep(changed, "c")).toEqual({ id: "c", kind: "approve", name: {}, how: "any" });
  expect(changeArm(route, "b", "big", { when: "n > 2" }).steps[1]?.arms?.[0]?.when).toBe("n > 2");
});

test("the last arm of a branch stays last, and two arms stay", () => {
  const three = addArm(route, "b", newArm(stepIds(route), name("arm", 2), ""));
  expect(arms(three)).toBe("big arm1 rest");
  expect(arms(shiftArm(three, "b", "big", 1))).toBe("arm1 big rest");
  expect(arms(shiftArm(three, "b", "arm1", 1))).toBe("big arm1 rest");
  expect(arms(removeArm(three, "b", "arm1"))).toBe("big rest");
  expect(arms(removeArm(route, "b", "big"))).toBe("big rest");
});

test("new steps of every kind have names that nothing else has", () => {
  const branch = newStep("branch", new Set(["step1", "arm1"]), name);
  expect(branch.id).toBe("step2");
  expect(branch.arms?.map((arm) => arm.id)).toEqual(["arm2", "arm3"]);
  expect(branch.arms?.map((arm) => arm.when)).toEqual(["", undefined]);
  expect(newStep("approve", new Set(), name).who).toEqual([{ kind: "superior", n: 1 }]);
});
