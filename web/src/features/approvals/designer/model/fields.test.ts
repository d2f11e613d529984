import { expect, test } from "vitest";
import type { Definition, Field } from "../../definition";
import { changeField, duplicate, fieldAt, insertField, landing, moved, moveField, removeField, usesOf } from "./fields";
import { freshId, isId } from "./ids";
import { hasOptions, newField, PALETTE } from "./kinds";

const text = (id: string, more: Partial<Field> = {}): Field => ({ id, kind: "text", label: { en: id }, ...more });
const name = (key: string, n = 0) => ({ en: `${key}${n || ""}` });
const ids = (fields: readonly Field[]) => fields.map((f) => f.id).join(" ");
const form = [text("a"), { ...text("b"), kind: "rows" as const, columns: [text("x"), text("y")] }, text("c")];

test("every kind of the palette makes a field with a name of its own that can be chosen from", () => {
  const taken = new Set<string>();
  for (const kind of PALETTE.flatMap((p) => p.kinds)) {
    const field = newField(kind, taken, name);
    expect(isId(field.id), kind).toBe(true);
    expect(taken.has(field.id), kind).toBe(false);
    taken.add(field.id);
    if (hasOptions(kind)) expect(new Set(field.options?.map((o) => o.id)).size).toBe(2);
  }
  expect(taken.size).toBe(22);
});

test("a name is the first that is free", () => {
  expect(freshId("text", new Set(["text1", "text3"]))).toBe("text2");
  expect(isId("1a")).toBe(false);
  expect(isId("a".repeat(33))).toBe(false);
});

test("fields are put in, moved and taken out in the form and in the columns of rows", () => {
  expect(ids(insertField(form, { field: 1 }, text("n")))).toBe("a n b c");
  expect(ids(moveField(form, { field: 0 }, 2))).toBe("b c a");
  expect(ids(removeField(form, { field: 1 }))).toBe("a c");
  const moved = moveField(form, { field: 1, column: 1 }, 0);
  expect(ids(moved[1]?.columns ?? [])).toBe("y x");
  expect(ids(insertField(form, { field: 1, column: 2 }, text("z"))[1]?.columns ?? [])).toBe("x y z");
  expect(ids(form[1]?.columns ?? [])).toBe("x y"); // what was there has not changed
});

test("what is let go in front of another stands there once it has left its own place", () => {
  expect(ids(moved(form, 0, landing(0, 3)))).toBe("b c a");
  expect(ids(moved(form, 2, landing(2, 0)))).toBe("c a b");
  expect(ids(moved(form, 1, landing(1, 1)))).toBe("a b c");
  expect(ids(moved(form, 1, 9))).toBe("a b c");
});

test("a change takes out what it sets to undefined", () => {
  const [first] = changeField([text("a", { max_chars: 9 })], { field: 0 }, { max_chars: undefined, required: true });
  expect(first).toEqual({ id: "a", kind: "text", label: { en: "a" }, required: true });
});

test("a copy stands behind it and does not share its options", () => {
  const fields = duplicate([text("a", { options: [{ id: "o1", label: { en: "1" } }] })], { field: 0 }, "a2");
  expect(ids(fields)).toBe("a a2");
  expect(fieldAt(fields, { field: 1 })?.options).not.toBe(fieldAt(fields, { field: 0 })?.options);
});

test("a name is found in conditions, formulas and routes, and not inside of other names or texts", () => {
  const definition = {
    fields: [
      text("f", { visible_when: "amount > 3" }),
      text("g", { formula: "amounts + x.amount" }),
      text("h", { required_when: 'k = "amount"' }),
    ],
    route: {
      steps: [
        { id: "s", kind: "approve", name: {}, who: [{ kind: "department_head", of: "amount" }] },
        { id: "b", kind: "branch", name: {}, arms: [{ id: "x", name: {}, when: "not amount", steps: [] }] },
      ],
    },
  } as unknown as Definition;
  expect(usesOf(definition, "amount")).toBe(3);
  expect(usesOf(definition, "other")).toBe(0);
});
