import { expect, test } from "vitest";
import { carrying } from "./where";

interface Node {
  id: string;
  rules: string[];
  children: Node[];
}

const node = (id: string, rules: string[] = [], children: Node[] = []): Node => ({ id, rules, children });

test("the first clause in reading order that a rule carries is found, however deep", () => {
  const tree = [node("a", [], [node("a1", ["x"]), node("a2", ["y"])]), node("b", ["y"])];
  expect(carrying(tree, "y")).toBe("a2");
  expect(carrying(tree, "x")).toBe("a1");
  expect(carrying(tree, "z")).toBeNull();
});
