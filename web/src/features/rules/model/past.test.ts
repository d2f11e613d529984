import { expect, test } from "vitest";
import type { PastValue, Scope } from "../api/rules";
import { changesOf } from "./past";

const row = (version: number, scope: Scope, value: number | null) => ({ version, scope, value }) as PastValue;
const company: Scope = { kind: "company" };
const sales: Scope = { kind: "department", id: "d1" };

test("each version is told beside what its own scope had before", () => {
  const steps = changesOf([row(4, company, 60), row(3, sales, null), row(2, sales, 30), row(1, company, 300)], true);
  expect(steps.map((s) => s.old?.version ?? s.old)).toEqual([1, 2, null, null]);
});

test("while older ones are not loaded, nothing is said of what was before", () => {
  const [last] = changesOf([row(9, company, 60)], false);
  expect(last?.old).toBeUndefined();
});
