import { expect, test } from "vitest";
import type { ActKind } from "../api/types";
import { offered } from "./offered";

const of = (task: ActKind[] | null, ...may: ActKind[]) =>
  offered({ mine: { tasks: task === null ? [] : [{ may: task }], may } });

test("a turn is decided first, and everything else that the server lets one do is at hand", () => {
  expect(of(["approve", "reject", "transfer", "add_after", "return_step"], "comment", "cc", "withdraw")).toEqual({
    main: ["reject", "approve"],
    more: ["transfer", "add", "return", "cc", "withdraw"],
  });
});

test("nothing is offered that the server does not", () => {
  expect(of(["approve"])).toEqual({ main: ["approve"], more: [] });
  expect(of(null)).toEqual({ main: [], more: [] });
  expect(of(null, "comment")).toEqual({ main: [], more: [] });
});

test("who applied urges, and hands in anew what came back, and ends early what was approved", () => {
  expect(of(null, "withdraw", "urge", "cc")).toEqual({ main: ["urge"], more: ["cc", "withdraw"] });
  expect(of(null, "withdraw", "resubmit")).toEqual({ main: ["resubmit"], more: ["withdraw"] });
  expect(of(null, "end_early", "cc")).toEqual({ main: ["end_early"], more: ["cc"] });
});
