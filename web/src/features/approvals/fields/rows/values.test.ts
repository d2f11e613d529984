import { expect, test } from "vitest";
import type { Field } from "../../definition";
import { initialOf, initialValues, rowsOf } from "./values";

const field = (id: string, kind: Field["kind"], initial?: string): Field => ({
  id,
  kind,
  label: { en: id },
  ...(initial === undefined ? {} : { initial }),
});

const start = { person: "p1", department: "d1", today: "2026-03-01" };

test("a new row holds what its columns begin with, and nothing else", () => {
  const columns = [field("n", "number", "1"), field("t", "text"), field("y", "yesno", "false")];
  expect(initialValues(columns, start)).toEqual({ n: "1", y: false });
});

test("a field may begin with who fills it in, their department, and the day", () => {
  expect(initialOf(field("p", "person", "applicant"), start)).toBe("p1");
  expect(initialOf(field("d", "department", "applicant"), start)).toBe("d1");
  expect(initialOf(field("d", "department", "applicant"), { ...start, department: null })).toBeNull();
  expect(initialOf(field("on", "date", "today"), start)).toBe("2026-03-01");
  expect(initialOf(field("on", "date", "2026-10-01"), start)).toBe("2026-10-01");
});

test("a kind that cannot begin with anything begins empty", () => {
  expect(initialOf(field("p", "people", "x"), start)).toBeNull();
  expect(initialOf(field("t", "text"), start)).toBeNull();
});

test("rows are read only where there are rows", () => {
  expect(rowsOf([{ a: "1" }])).toEqual([{ a: "1" }]);
  expect(rowsOf("x")).toEqual([]);
  expect(rowsOf(["x"])).toEqual([]);
});
