import { describe, expect, it } from "vitest";
import { parse, serialise } from "./format";
import { characters, linked, mentions, plainText } from "./text";
import type { TextContent } from "./types";

// covers: MSG-02 MSG-03
const wang = { account_id: "w", name: "王志强" };
const longer = { account_id: "l", name: "王志强东" };
const all = { account_id: null, name: "所有人" };
const said = (text: string): TextContent => ({ type: "text", nodes: parse(text, [wang, all]) });

describe("text of a message", () => {
  it("stands on lines of its own where it is a block, when it is copied", () => {
    const text = (words: string) => ({ type: "text" as const, text: words });
    const nodes = [
      text("步骤："),
      { type: "list" as const, ordered: true, items: [[text("停炉")], [text("断电")]] },
      { type: "code_block" as const, text: "reset\nrun" },
      text("完成"),
      { type: "list" as const, ordered: false, items: [[text("甲"), { type: "mention_all" as const }]] },
    ];
    expect(plainText({ type: "text", nodes }, "所有人")).toBe(
      "步骤：\n1. 停炉\n2. 断电\nreset\nrun\n完成\n- 甲@所有人",
    );
  });

  it("turns picked names into mentions and leaves other at-signs as text", () => {
    expect(parse("@王志强 看一下 a@b.c @无名", [wang])).toEqual([
      { type: "mention", account_id: "w", name: "王志强" },
      { type: "text", text: " 看一下 a@b.c @无名" },
    ]);
  });

  it("prefers the longest name and knows everybody", () => {
    expect(parse("@王志强东@所有人", [wang, longer, all])).toEqual([
      { type: "mention", account_id: "l", name: "王志强东" },
      { type: "mention_all" },
    ]);
  });

  it("does not cut a longer Latin word", () => {
    const ann = { account_id: "a", name: "Ann" };
    expect(parse("@Anna @Ann!", [ann])).toEqual([
      { type: "text", text: "@Anna " },
      { type: "mention", account_id: "a", name: "Ann" },
      { type: "text", text: "!" },
    ]);
  });

  it("goes back to the same text and people for editing", () => {
    const content = said("请 @王志强 和 @所有人 看");
    expect(plainText(content, "所有人")).toBe("请 @王志强 和 @所有人 看");
    const again = serialise(content.nodes, "所有人");
    expect(parse(again.text, again.picks)).toEqual(content.nodes);
  });

  it("knows who is mentioned", () => {
    expect(mentions(said("@王志强"), "w")).toBe(true);
    expect(mentions(said("@所有人"), "x")).toBe(true);
    expect(mentions(said("@王志强"), "x")).toBe(false);
    expect(mentions(said("- 请 @王志强\n- 谢谢"), "w")).toBe(true);
    expect(mentions(said("> @王志强 说"), "w")).toBe(true);
    expect(mentions(null, "x")).toBe(false);
  });

  it("counts an emoji as one character", () => {
    expect(characters("好👌")).toBe(2);
  });
});

describe("links in a text", () => {
  it("finds web addresses and leaves the sentence's punctuation outside", () => {
    expect(linked("见 https://a.example/x?y=1，谢谢 (http://b.example/c).")).toEqual([
      { type: "text", text: "见 " },
      { type: "link", href: "https://a.example/x?y=1", text: "https://a.example/x?y=1" },
      { type: "text", text: "，谢谢 (" },
      { type: "link", href: "http://b.example/c", text: "http://b.example/c" },
      { type: "text", text: ")." },
    ]);
  });

  it("keeps brackets that belong to the address", () => {
    expect(linked("https://a.example/x_(y)")).toHaveLength(1);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "https://", "http://["])("makes no link of %s", (text) => {
    expect(linked(text).every((piece) => piece.type === "text")).toBe(true);
  });
});
