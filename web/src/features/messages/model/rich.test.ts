import { describe, expect, it } from "vitest";
import { firstAddress, isBare, onlyEmoji, runs, shownLink } from "./rich";
import type { FileRef, TextContent } from "./types";

const text = (words: string): TextContent => ({ type: "text", nodes: [{ type: "text", text: words }] });

// covers: MSG-03
describe("a link that somebody named", () => {
  it("says where it leads when its words do not", () => {
    expect(shownLink("https://docs.example.com/a?b=1", "压测报告")?.host).toBe("docs.example.com");
    expect(shownLink("https://evil.example/login", "https://bank.example/login")?.host).toBe("evil.example");
    expect(shownLink("https://evil.example:8443/", "bank.example")?.host).toBe("evil.example:8443");
    expect(shownLink("mailto:wang@example.com", "王工")?.host).toBe("wang@example.com");
    expect(shownLink("https://bank.example@evil.example/", "bank.example")?.host).toBe("evil.example");
  });

  it("says nothing twice when its words are the address", () => {
    for (const words of ["https://example.com/a", "example.com/a", "https://example.com/a/"]) {
      expect(shownLink("https://example.com/a", words)?.host, words).toBeNull();
    }
    expect(shownLink("https://example.com/文档", "https://example.com/文档")?.host).toBeNull();
    expect(shownLink("https://example.com/a", " ")).toMatchObject({ text: "https://example.com/a", host: null });
  });

  it("shows letters of another script as they are resolved", () => {
    expect(shownLink("https://аpple.com/", "аpple.com")?.host).toMatch(/^xn--/);
  });

  it("is no link when it would run something", () => {
    for (const url of [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "file:///etc",
      "//x",
      "x",
      "blob:https://a/b",
      " ",
    ])
      expect(shownLink(url, "x"), url).toBeNull();
  });
});

describe("the address that a text names first", () => {
  it("is found in words, links, quotes and lists, and not in code", () => {
    const of = (...nodes: TextContent["nodes"]) => firstAddress(nodes);
    expect(
      of({ type: "text", text: "见 https://a.example/x。" }, { type: "link", url: "https://b.example/", text: "b" }),
    ).toBe("https://a.example/x");
    expect(of({ type: "quote", nodes: [{ type: "link", url: "https://b.example/", text: "b" }] })).toBe(
      "https://b.example/",
    );
    expect(of({ type: "list", ordered: false, items: [[], [{ type: "text", text: "http://c.example" }]] })).toBe(
      "http://c.example/",
    );
    expect(
      of(
        { type: "code_block", text: "https://a.example" },
        { type: "text", text: "https://a.example", marks: ["code"] },
      ),
    ).toBeNull();
    expect(
      of({ type: "link", url: "mailto:a@b.example", text: "a" }, { type: "link", url: "javascript:x", text: "x" }),
    ).toBeNull();
  });
});

describe("emoji alone", () => {
  it("is counted as people see it", () => {
    for (const [words, count] of [
      ["👍", 1],
      ["👍🏽", 1],
      ["👨‍👩‍👧‍👦", 1],
      ["🇨🇳🇸🇬", 2],
      ["1️⃣ 2️⃣", 2],
      ["❤️🎉", 2],
      ["🏴󠁧󠁢󠁳󠁣󠁴󠁿", 1],
    ] as const)
      expect(onlyEmoji(text(words)), words).toBe(count);
  });

  it("is none beside words, digits, signs that are letters, and in a crowd", () => {
    for (const words of ["好👍", "12", "#", "©", "™", "", " ", "👍\n👍", "👍".repeat(9)])
      expect(onlyEmoji(text(words)), words).toBe(0);
    expect(onlyEmoji({ type: "text", nodes: [{ type: "text", text: "👍", marks: ["code"] }] })).toBe(0);
  });
});

describe("the parts of a text", () => {
  it("keeps inline nodes together and gives blocks their own edges", () => {
    const found = runs([
      { type: "text", text: "前\n" },
      { type: "code_block", text: "a\n\n" },
      { type: "text", text: "\n\n后" },
      { type: "mention_all" },
    ]);
    expect(found).toEqual([
      { kind: "inline", nodes: [{ type: "text", text: "前" }] },
      { kind: "block", node: { type: "code_block", text: "a\n\n" } },
      { kind: "inline", nodes: [{ type: "text", text: "\n后" }, { type: "mention_all" }] },
    ]);
  });

  it("needs no bubble around pictures and cards", () => {
    const file = { id: "f" } as FileRef;
    expect(isBare({ type: "text", nodes: [], files: [file] })).toBe(true);
    expect(isBare({ ...text("看"), files: [file] })).toBe(false);
    expect(isBare({ type: "record", title: { kind: "group", names: [] }, items: [] })).toBe(true);
    expect(isBare(text("👍"))).toBe(true);
    expect(isBare(null)).toBe(false);
  });
});
