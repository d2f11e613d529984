import { expect, test } from "vitest";
import type { Field } from "../../definition";
import { faultOf } from "./expression";

const fields: Field[] = [
  { id: "amount", kind: "amount", label: {} },
  { id: "kind", kind: "choice", label: {}, options: [{ id: "a", label: {} }] },
];

test("a fault has its place in the text, and nothing is wrong with what is right or empty", () => {
  expect(faultOf(fields, "condition", "amount > 3")).toBeNull();
  expect(faultOf(fields, "condition", " ")).toBeNull();
  expect(faultOf(fields, "formula", "amount * 2")).toBeNull();
  expect(faultOf(fields, "condition", "amount > cost")).toMatchObject({
    code: "unknown_name",
    at: 9,
    from: 9,
    word: "cost",
  });
  expect(faultOf(fields, "condition", "amount")).toMatchObject({ code: "wrong_type" });
});

test("a character outside of the first plane counts once in the language and twice in a text field", () => {
  expect(faultOf(fields, "condition", 'kind = "\u{1F600}" and cost > 1')).toMatchObject({ code: "not_an_option" });
  expect(faultOf([{ id: "t", kind: "text", label: {} }], "condition", 't = "\u{1F600}" and cost > 1')).toMatchObject({
    code: "unknown_name",
    at: 12,
    from: 13,
    length: 4,
  });
});
