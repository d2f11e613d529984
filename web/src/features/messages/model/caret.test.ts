import { describe, expect, it } from "vitest";
import { insertAt, insertMention, mentionQuery } from "./caret";

// covers: MSG-03
describe("writing a mention", () => {
  it("finds the word after the sign where the caret stands", () => {
    expect(mentionQuery("请 @王", 4)).toEqual({ from: 2, query: "王" });
    expect(mentionQuery("@", 1)).toEqual({ from: 0, query: "" });
    expect(mentionQuery("@王 看", 4)).toBeNull();
    expect(mentionQuery("a@b", 3)).toBeNull();
    expect(mentionQuery("没有", 2)).toBeNull();
  });

  it("replaces the word and stands behind it", () => {
    expect(insertMention("请 @w 看", 2, 4, { account_id: "w", name: "王志强" })).toEqual({
      text: "请 @王志强  看",
      caret: 7,
    });
    expect(insertAt("ab", 1, 1, "👌")).toEqual({ text: "a👌b", caret: 3 });
  });
});
