import { expect, it } from "vitest";
import type { VersionHead } from "../api/types";
import { before, ownFirst, standing } from "./versions";

const head = (number: number, state: VersionHead["state"]) => ({ number, state }) as VersionHead;

it("opens at what holds today, and knows what is to come", () => {
  const versions = [
    head(5, "draft"),
    head(4, "scheduled"),
    head(3, "scheduled"),
    head(2, "in_force"),
    head(1, "superseded"),
  ];
  const { shown, coming, draft } = standing({ versions, in_force: 2 });
  expect([shown.number, coming?.number, draft?.number]).toEqual([2, 3, 5]);
  expect(before(versions, 2)?.number).toBe(1);
  expect(before(versions, 1)).toBeUndefined();
});

it("opens at what comes next where nothing holds yet, else at the draft", () => {
  expect(standing({ versions: [head(2, "draft"), head(1, "scheduled")], in_force: null }).shown.number).toBe(1);
  expect(standing({ versions: [head(1, "draft")], in_force: null }).shown.number).toBe(1);
});

it("lists what the company wrote first, otherwise in the order of their making", () => {
  const all = [
    { id: "m", built_in: "model" },
    { id: "a", built_in: null },
    { id: "b", built_in: null },
  ];
  expect(ownFirst(all).map((one) => one.id)).toEqual(["a", "b", "m"]);
});
