import { describe, expect, it } from "vitest";
import type { Pick } from "../text";
import type { InlineNode, Mark, TextNode } from "../types";
import { canonical, parse, plain, serialise } from ".";
import { seeded, tree } from "./trees.fixture";

// covers: MSG-02
const t = (text: string, ...marks: Mark[]): InlineNode =>
  marks.length === 0 ? { type: "text", text } : { type: "text", text, marks };
const read = (text: string, picks: Pick[] = []) => parse(text, picks);

describe("reading what was written", () => {
  it("knows bold, italic, struck, code and links", () => {
    expect(read("a **b** *c* ~~d~~ `e*f*` [文档](https://a.example/x)")).toEqual([
      t("a "),
      t("b", "bold"),
      t(" "),
      t("c", "italic"),
      t(" "),
      t("d", "strike"),
      t(" "),
      t("e*f*", "code"),
      t(" "),
      { type: "link", url: "https://a.example/x", text: "文档" },
    ]);
  });

  it("makes bold between Chinese characters and around their punctuation", () => {
    expect(read("请务必**今天**完成")).toEqual([t("请务必"), t("今天", "bold"), t("完成")]);
    expect(read("先看**《说明》**再填")).toEqual([t("先看"), t("《说明》", "bold"), t("再填")]);
  });

  it("joins marks that overlap", () => {
    expect(read("***x*** **a *b***")).toEqual([
      t("x", "bold", "italic"),
      t(" "),
      t("a ", "bold"),
      t("b", "bold", "italic"),
    ]);
    expect(read("**[a](http://b.c)**")).toEqual([{ type: "link", url: "http://b.c", text: "a", marks: ["bold"] }]);
  });

  it.each([
    "3*4*5=60",
    "2 * 3 * 4",
    "名单：王*明、李*华、张*",
    "陈**，李**，王**",
    "卡号 6222****1234",
    "好的~~麻烦你了~~",
    "收到~~~",
    "你这个***",
    "\\\\fileserver\\共享\\*.xlsx",
    "D:\\[项目]\\(新)\\a_b_c",
    "2. 可以\n3. 不行",
    "-5 度到 -3 度",
    ">_< 好累",
    "a[0](x)",
    "[点这里](javascript:alert(1))",
    "[x](data:text/html,1)",
    "```没有结束",
    "** 空 **",
    "****",
    "``",
    "a@b.c",
  ])("leaves %s as it is", (text) => {
    expect(read(text)).toEqual([t(text)]);
  });

  it("reads blocks and drops the empty lines beside them", () => {
    expect(
      read("见下\n\n```Go\nx := 1\n\n```\n\n> 原话\n>\n> 第二段\n谢谢\n- a\n- **b**\n  续\n\n1. 一\n2. 二\n4. 四"),
    ).toEqual([
      t("见下"),
      { type: "code_block", text: "x := 1\n", language: "go" },
      { type: "quote", nodes: [t("原话\n\n第二段")] },
      t("谢谢"),
      { type: "list", ordered: false, items: [[t("a")], [t("b", "bold"), t("\n续")]] },
      { type: "list", ordered: true, items: [[t("一")], [t("二")]] },
      t("4. 四"),
    ]);
  });

  it("keeps signs in code", () => {
    expect(read("````\n```\n**x**\n````")).toEqual([{ type: "code_block", text: "```\n**x**" }]);
  });

  it("tells people of the same name apart", () => {
    const picks = [
      { account_id: "1", name: "王伟" },
      { account_id: "2", name: "王伟" },
    ];
    const nodes: TextNode[] = [
      { type: "mention", account_id: "2", name: "王伟" },
      { type: "mention", account_id: "1", name: "王伟" },
    ];
    const written = serialise(nodes, "所有人");
    expect(parse(written.text, written.picks)).toEqual(nodes);
    expect(read("@王伟", picks)).toEqual([{ type: "mention", account_id: "1", name: "王伟" }]);
  });

  it("gives up formatting rather than the message when there are too many signs", () => {
    const text = "**a** ".repeat(300).trim();
    expect(read(text)).toEqual([t(text)]);
  });

  it("can be told to read words only", () => {
    expect(plain("**a** @王伟", [{ account_id: "1", name: "王伟" }])).toEqual([
      t("**a** "),
      { type: "mention", account_id: "1", name: "王伟" },
    ]);
  });
});

describe("writing nodes down", () => {
  it("uses the signs that people use", () => {
    const nodes: TextNode[] = [
      t("请"),
      t("今天", "bold"),
      t("看 "),
      { type: "link", url: "https://a.example/b_(c)", text: "文档" },
      { type: "list", ordered: true, items: [[t("一")], [t("二\n续")]] },
      { type: "code_block", text: "x", language: "go" },
    ];
    expect(serialise(nodes, "所有人").text).toBe(
      "请**今天**看 [文档](<https://a.example/b_(c)>)\n1. 一\n2. 二\n  续\n```go\nx\n```",
    );
  });

  it("hides nothing in text that needs no help", () => {
    for (const text of ["3*4*5", "你好，@王伟 - 1. 好", "\\\\a\\b"]) expect(serialise([t(text)], "").text).toBe(text);
  });

  it("comes back the same, whatever the tree", () => {
    const random = seeded(20_240_601);
    for (let n = 0; n < 1000; n++) {
      const nodes = canonical(tree(random));
      expect(canonical(nodes)).toEqual(nodes);
      const { text, picks } = serialise(nodes, "所有人");
      expect(parse(text, picks), JSON.stringify({ n, text, nodes })).toEqual(nodes);
    }
  });
});

describe("hostile text", () => {
  const pieces = [
    "*",
    "**",
    "***",
    "~~",
    "`",
    "```",
    "```js",
    "\n",
    "> ",
    "- ",
    "1. ",
    "[",
    "](",
    "](http://a",
    ")",
    "<",
    "@",
    "@王伟",
    " ",
    "字",
    "a",
    "\u2060",
    "\u2063",
    "\ud83d",
    "\r",
  ];
  const picks = [{ account_id: "1", name: "王伟" }];

  it("is always read as something canonical", () => {
    const random = seeded(7);
    for (let n = 0; n < 1000; n++) {
      const text = Array.from({ length: 1 + random(40) }, () => pieces[random(pieces.length)]).join("");
      const nodes = parse(text, picks);
      expect(canonical(nodes), JSON.stringify(text)).toEqual(nodes);
      const again = serialise(nodes, "所有人");
      expect(parse(again.text, again.picks), JSON.stringify(text)).toEqual(nodes);
    }
  });

  it.each([...pieces, "[a", "](http://", "](http://a ", "**a", "*a ", "`a", "> \n", "- a\n", "```\n", "~~ ~~", "@王"])(
    "takes time in proportion to its length: %j",
    (piece) => {
      const took = (length: number) => {
        const text = piece.repeat(Math.ceil(length / piece.length));
        const start = performance.now();
        parse(text, picks);
        return performance.now() - start;
      };
      took(10_000);
      // At a quadratic pace fifty thousand characters would take many seconds.
      expect(took(50_000)).toBeLessThan(3_000);
    },
  );
});
