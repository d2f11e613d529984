import { expect, test } from "vitest";
import { spanOf, withPart } from "./span";

test("a span that is filled in by halves of days begins in the morning and ends in the evening", () => {
  const first = withPart(spanOf(undefined), { from: "2026-10-01" }, true);
  expect(first).toEqual({ from: "2026-10-01", to: "", from_half: "am", to_half: "pm" });
  expect(withPart(spanOf(first), { to: "2026-10-02", to_half: "am" }, true)).toEqual({
    from: "2026-10-01",
    to: "2026-10-02",
    from_half: "am",
    to_half: "am",
  });
});

test("a span of whole days has no halves, and without days it is none", () => {
  const span = { from: "2026-10-01", to: "2026-10-02", days: "2" };
  expect(withPart(span, { to: "2026-10-03" }, false)).toEqual({ from: "2026-10-01", to: "2026-10-03" });
  expect(withPart({ from: "2026-10-01", to: "" }, { from: "" }, false)).toBeNull();
});
