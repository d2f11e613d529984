import { expect, test } from "vitest";
import type { Department } from "../api";
import { departmentOptions } from "./options";

const department = (id: string, parent_id: string | null, position = 0): Department => ({
  id,
  parent_id,
  name: id,
  position,
  head_ids: [],
  deputy_ids: [],
  leader_id: null,
  people_count: 0,
  direct_count: 0,
});

test("departments stand below their parents in the company's order", () => {
  const options = departmentOptions([
    department("b", "top", 2),
    department("top", null),
    department("a", "top", 1),
    department("under-b", "b"),
  ]);
  expect(options.map((o) => o.label)).toEqual(["top", "\u3000a", "\u3000b", "\u3000\u3000under-b"]);
});

test("a department whose parent is unknown is still offered", () => {
  expect(departmentOptions([department("lost", "gone")])).toEqual([{ id: "lost", label: "lost" }]);
});
