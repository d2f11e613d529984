import { expect, test } from "vitest";
import { actOf, type Settled } from "./actOf";

const a = { version: 7, values: { days: "2", note: "a" } };
const of = (more: Partial<Settled>) =>
  actOf(a, {
    kind: "approve",
    deed: "approve",
    task: { id: "t" },
    text: " ",
    to: [],
    step: "",
    onward: false,
    writes: [],
    values: a.values,
    chosen: {},
    stroke: null,
    ...more,
  });

test("a decision names its turn and what was seen, and nothing that was not said", () => {
  expect(of({})).toEqual({ kind: "approve", version: 7, task_id: "t" });
  expect(of({ text: " ok ", stroke: "f" })).toEqual({
    kind: "approve",
    version: 7,
    task_id: "t",
    text: "ok",
    stroke_file_id: "f",
  });
});

test("only fields that may be written are sent, and only where one of them was", () => {
  const writes = [{ id: "note" }];
  expect(of({ writes }).values).toBeUndefined();
  expect(of({ writes, values: { days: "9", note: "b" } }).values).toEqual({ note: "b" });
  expect(of({ writes, values: { days: "2", note: null } }).values).toEqual({});
});

test("what an applicant does names no turn; what is returned says where to", () => {
  expect(of({ kind: "resubmit", deed: "resubmit", onward: true })).toEqual({
    kind: "resubmit",
    version: 7,
    onward: true,
  });
  const chosen = { head: ["p"] };
  expect(of({ kind: "resubmit", deed: "resubmit", chosen })).toMatchObject({ chosen });
  expect(of({ kind: "withdraw", deed: "withdraw", chosen }).chosen).toBeUndefined();
  expect(of({ kind: "return_step", deed: "return", step: "s" })).toMatchObject({
    step: "s",
    onward: false,
    task_id: "t",
  });
  expect(of({ kind: "return_applicant", deed: "return" }).step).toBeUndefined();
  expect(of({ kind: "cc", deed: "cc", to: ["p"] })).toEqual({ kind: "cc", version: 7, to: ["p"] });
});
