import { expect, test } from "vitest";
import { after } from "./after";

test("the next one is that below, and after the last one the first", () => {
  expect(after(["a", "b", "c"], "a")).toBe("b");
  expect(after(["a", "b", "c"], "c")).toBe("a");
});

test("there is no next one where nothing else waits, or this one did not", () => {
  expect(after(["a"], "a")).toBeNull();
  expect(after(["a", "a"], "a")).toBeNull();
  expect(after(["a", "b"], "x")).toBeNull();
});
