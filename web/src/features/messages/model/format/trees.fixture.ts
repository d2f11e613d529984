import type { InlineNode, Mark, TextNode } from "../types";

export type Random = (below: number) => number;

/** The same numbers on every run. */
export function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Any content that could be, with all that is awkward to write down. */
export function tree(random: Random): TextNode[] {
  const words = [
    "字",
    "你好",
    "，",
    "。",
    "（",
    "）",
    "“",
    " ",
    "  ",
    "a",
    "Z9",
    "*",
    "**",
    "***",
    "~~",
    "~",
    "`",
    "``",
    "[",
    "]",
    "](",
    "(",
    ")",
    "@",
    "@王伟",
    "@Ann",
    "东",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    ">",
    "```",
    "http://a.b/c*d*",
    "\\",
    "😀",
    "!",
    ".",
  ];
  const marks: Mark[] = ["bold", "italic", "strike", "code"];
  const urls = ["https://a.example/x", "http://b.c/d_(e)", "mailto:a@b.c", "https://a.example/*x*"];
  const people = ["王伟", "王伟", "Ann", "王伟东"];
  const text = () => Array.from({ length: 1 + random(4) }, () => words[random(words.length)]).join("");
  const some = () => marks.filter(() => random(4) === 0);
  const inline = (): InlineNode => {
    const kind = random(8);
    const chosen = some();
    const marked = chosen.length === 0 ? {} : { marks: chosen };
    if (kind === 0) return { type: "link", url: urls[random(urls.length)] as string, text: text(), ...marked };
    if (kind === 1) {
      const who = random(people.length);
      return { type: "mention", account_id: String(who), name: people[who] as string };
    }
    if (kind === 2 && random(3) === 0) return { type: "mention_all" };
    return { type: "text", text: text(), ...marked };
  };
  const run = () => Array.from({ length: random(5) }, inline);
  const node = (): TextNode[] => {
    switch (random(6)) {
      case 0:
        return [{ type: "code_block", text: text(), ...(random(2) === 0 ? {} : { language: "c++" }) }];
      case 1:
        return [{ type: "quote", nodes: run() }];
      case 2:
        return [{ type: "list", ordered: random(2) === 0, items: Array.from({ length: 1 + random(4) }, run) }];
      default:
        return run();
    }
  };
  return Array.from({ length: 1 + random(4) }, node).flat();
}
