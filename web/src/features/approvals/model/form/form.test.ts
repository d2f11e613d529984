import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Field, Values } from "../../definition";
import { makeForm, type Settled, settle } from ".";

interface Live {
  given: Values;
  values: Values;
  shown: string[];
  must: string[];
}

// The server's tests write this file and hold the server to it.
const file = new URL("../../../../../../internal/approvals/form/testdata/live.json", import.meta.url);
const { fields, cases }: { fields: Field[]; cases: Live[] } = JSON.parse(readFileSync(file, "utf8"));
const form = makeForm(fields);

/** Fields and cells by their path, in order. */
function paths(settled: Settled, pick: (s: Settled) => Set<string>): string[] {
  const cells = [...settled.rows].flatMap(([id, rows]) =>
    rows.flatMap((row, i) => [...pick(row)].map((column) => `${id}[${i}].${column}`)),
  );
  return [...pick(settled), ...cells].sort();
}

// covers: APV-01
test("a form shows what the server would take", () => {
  expect(cases.length).toBeGreaterThanOrEqual(100);
  for (const one of cases) {
    const settled = settle(form, one.given);
    expect(settled.values).toEqual(one.values);
    expect(paths(settled, (s) => s.shown)).toEqual(one.shown.toSorted());
    expect(paths(settled, (s) => s.must)).toEqual(one.must.toSorted());
  }
});

const words = { en: "x" };
const text = (id: string, rest: Partial<Field> = {}): Field => ({ id, kind: "text", label: words, ...rest });

test("what is hidden or wrong has no value", () => {
  const small = makeForm([
    text("kind"),
    text("why", { visible_when: 'kind = "b"' }),
    { id: "n", kind: "number", label: words },
    { id: "rows", kind: "rows", label: words, columns: [text("a"), text("b", { visible_when: 'a = "x"' })] },
  ]);
  const given: Values = {
    kind: "a",
    why: "because",
    n: "abc",
    rows: [
      { a: "x", b: "1" },
      { a: "y", b: "2" },
    ],
  };
  expect(settle(small, given).values).toEqual({ kind: "a", rows: [{ a: "x", b: "1" }, { a: "y" }] });
});

test("nothing is missing from a blank row", () => {
  const rows = makeForm([
    { id: "rows", kind: "rows", label: words, columns: [text("a", { required: true }), text("b")] },
  ]);
  const settled = settle(rows, { rows: [{ a: "" }, { b: "1" }] });
  expect(settled.rows.get("rows")?.map((row) => [...row.must])).toEqual([[], ["a"]]);
  expect(settled.values).toEqual({ rows: [{ b: "1" }] });
});

test("a form that is not whole yet can be seen, and nothing in it goes in circles", () => {
  const broken = makeForm([
    text("a", { visible_when: "b >" }),
    text("b", { visible_when: "not empty(c)" }),
    text("c", { visible_when: "not empty(b)" }),
    { id: "f", kind: "formula", label: words, formula: "f + 1" },
    { id: "rows", kind: "rows", label: words },
  ]);
  const settled = settle(broken, { a: "1", b: "2", c: "3" });
  expect(settled.shown.has("a")).toBe(true);
  expect(settled.values.f).toBeUndefined();
});

test("a formula whose source this person may not see keeps what the server computed", () => {
  const cut = makeForm([{ id: "f", kind: "formula", label: words }]);
  expect(settle(cut, { f: "12.50" }).values).toEqual({ f: "12.50" });
});
