import { getSchema } from "@tiptap/core";
import { describe, expect, it } from "vitest";
import { canonical } from "../../model/format";
import { seeded, tree } from "../../model/format/trees.fixture";
import { docOf, nodesIn } from "./convert";
import { nodesAndMarks } from "./schema";

// covers: MSG-02
describe("the editor's document", () => {
  const schema = getSchema(nodesAndMarks);

  it("holds every content and gives it back unchanged", () => {
    const random = seeded(11);
    for (let n = 0; n < 1000; n++) {
      const nodes = canonical(tree(random));
      const doc = docOf(nodes, schema, "所有人");
      doc.check();
      expect(nodesIn(doc), JSON.stringify(nodes)).toEqual(nodes);
    }
  });

  it("is one empty line when there is nothing", () => {
    expect(docOf([], schema, "").childCount).toBe(1);
    expect(nodesIn(docOf([], schema, ""))).toEqual([]);
  });
});
