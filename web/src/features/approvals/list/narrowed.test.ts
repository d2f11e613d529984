import { expect, test } from "vitest";
import { boxOf, isNarrowed, narrowedBy } from "./narrowed";

const zone = "Asia/Shanghai";

test("days bound a list by the person's own midnights, the last day included", () => {
  const found = narrowedBy({ box: "mine", from: "2026-02-28", to: "2026-02-28" }, zone);
  expect(new Date((found.from_at ?? 0) / 1000).toISOString()).toBe("2026-02-27T16:00:00.000Z");
  expect(new Date((found.to_at ?? 0) / 1000).toISOString()).toBe("2026-02-28T16:00:00.000Z");
});

test("what makes no sense in an address narrows nothing", () => {
  expect(narrowedBy({ from: "soon", to: "2026-1-1" }, zone)).toEqual({
    q: "",
    state: "",
    template: "",
    from_at: null,
    to_at: null,
  });
  expect(boxOf({ box: "others" })).toBe("waiting");
  expect(isNarrowed({ box: "mine", q: "x" })).toBe(false);
  expect(isNarrowed({ template: "leave" })).toBe(true);
});

test("what waits is not asked for by its state", () => {
  expect(narrowedBy({ state: "approved" }, zone).state).toBe("");
  expect(narrowedBy({ box: "decided", state: "approved" }, zone).state).toBe("approved");
});
