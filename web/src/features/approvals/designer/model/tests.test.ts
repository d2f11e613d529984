import { expect, test } from "vitest";
import type { Field } from "../../definition";
import { readTests } from "./readTests";
import { type Built, opsOf, subjectsOf, wants, writeTests } from "./tests";

const field = (id: string, kind: Field["kind"], more: Partial<Field> = {}): Field => ({
  id,
  kind,
  label: { en: id },
  ...more,
});
const fields = [
  field("amount", "amount"),
  field("reason", "text"),
  field("urgent", "yesno"),
  field("kind", "choice", { options: [{ id: "annual", label: {} }] }),
  field("tags", "choices"),
  field("trip", "span"),
  field("on", "date"),
  field("goods", "rows", { columns: [field("price", "amount"), field("what", "text")] }),
  field("files", "attachment"),
  field("note", "explanation"),
];
const subjects = subjectsOf(fields);
const built = (join: Built["join"], ...tests: Built["tests"]): Built => ({ join, tests });

test("what can be tested follows from the kinds of the fields", () => {
  expect(subjects.map((s) => s.text)).toEqual([
    "amount",
    "reason",
    "urgent",
    "kind",
    "tags",
    "trip.days",
    "trip.from",
    "trip.to",
    "on",
    "count(goods)",
    "sum(goods.price)",
    "files",
  ]);
  for (const subject of subjects) expect(opsOf(subject.type).length).toBeGreaterThan(1);
});

test("tests are written in the language and read back as they were", () => {
  for (const [text, tests] of [
    ["amount > 5000", built("and", { subject: "amount", op: ">", values: ["5000"] })],
    ['reason = "a \\"b\\" \\\\"', built("and", { subject: "reason", op: "=", values: ['a "b" \\'] })],
    ["urgent", built("and", { subject: "urgent", op: "yes", values: [] })],
    [
      'not urgent and kind in ["annual", "sick"]',
      built(
        "and",
        { subject: "urgent", op: "no", values: [] },
        { subject: "kind", op: "in", values: ["annual", "sick"] },
      ),
    ],
    [
      'tags contains "x" or not tags contains "y"',
      built("or", { subject: "tags", op: "contains", values: ["x"] }, { subject: "tags", op: "lacks", values: ["y"] }),
    ],
    [
      "trip.days >= 3 and not empty(files)",
      built("and", { subject: "trip.days", op: ">=", values: ["3"] }, { subject: "files", op: "filled", values: [] }),
    ],
    [
      'on < "2026-10-01" and sum(goods.price) > -1.5 and empty(reason)',
      built(
        "and",
        { subject: "on", op: "<", values: ["2026-10-01"] },
        { subject: "sum(goods.price)", op: ">", values: ["-1.5"] },
        { subject: "reason", op: "empty", values: [] },
      ),
    ],
  ] as const) {
    expect(writeTests(tests, subjects)).toBe(text);
    expect(readTests(text, subjects)).toEqual(tests);
  }
});

test("spaces do not matter, and what could not have been built stays a text", () => {
  expect(readTests(" sum( goods.price )>3 ", subjects)?.tests[0]?.subject).toBe("sum(goods.price)");
  for (const text of [
    "",
    "amount > 1 and urgent or on = 3",
    "(amount > 1)",
    "amount + 1 > 2",
    "nothing > 1",
    "amount",
    "not amount > 1",
    "amount > reason",
    "amount > 1 2",
    "kind in annual",
    "reason = 'x'",
  ]) {
    expect(readTests(text, subjects), text).toBeNull();
  }
});

test("a test that is not complete is no condition yet", () => {
  expect(writeTests(built("and", { subject: "amount", op: ">", values: [] }), subjects)).toBe("");
  expect(writeTests(built("and", { subject: "gone", op: "filled", values: [] }), subjects)).toBe("");
  expect([wants("in"), wants("filled"), wants("=")]).toEqual([null, 0, 1]);
});
