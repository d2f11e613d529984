import type { Pick } from "../text";
import type { BlockNode, InlineNode, TextNode } from "../types";
import { canonical, countNodes, MAX_ITEMS, MAX_NODES } from "./canonical";
import { nodesOf } from "./cells";
import { parseLine } from "./inline";

const FENCE = /^(`{3,})[ \t]*([A-Za-z0-9+#-]{0,20})[ \t]*$/;
const QUOTE = /^> (?=\S)/;
const BULLET = /^- (?=\S)/;
const NUMBER = /^(\d{1,3})\. (?=\S)/;
/** A line that goes on with the item above. */
const MORE = "  ";

/**
 * Reads what somebody has written:
 *
 *     **bold** *italic* ~~struck~~ `code` [words](https://address) @name
 *     ``` with a language, up to a line of as many ticks
 *     > quote, line by line
 *     - item      or 1. 2. 3. in order from one; a line with two blanks goes on with the item
 *
 * What only resembles a sign stays text: the sum 3*4*5, a struck name 王*明, a list that begins at 2.
 * Never throws; takes time in proportion to the length. The result is canonical.
 */
export function parse(text: string, picks: readonly Pick[]): TextNode[] {
  const nodes = canonical(new Reader(text.split("\n"), picks).read());
  // Whoever writes so many signs gets them as they are.
  return countNodes(nodes) > MAX_NODES ? plain(text, picks) : nodes;
}

/** Whether signs in a text will be shown as something else. Lists of plain words look as they are typed. */
export function isFormatted(text: string): boolean {
  if (text.length > 20_000 || !/[*~`[>]/.test(text)) return false;
  const marked = (node: InlineNode) => node.type === "link" || (node.type === "text" && node.marks !== undefined);
  return parse(text, []).some((node) => {
    if (node.type === "list") return node.items.some((item) => item.some(marked));
    return node.type === "code_block" || node.type === "quote" || marked(node);
  });
}

/** Mentions and words, whatever signs are among them. */
export function plain(text: string, picks: readonly Pick[]): TextNode[] {
  const lines = text.split("\n").map((line) => parseLine(line, picks, true));
  return canonical(nodesOf(lines));
}

class Reader {
  private at = 0;
  private run: string[] = [];
  private readonly nodes: TextNode[] = [];
  /** For each length of fence the lines that end it, the last first. */
  private readonly fenceEnds = new Map<number, number[]>();

  constructor(
    private readonly lines: string[],
    private readonly picks: readonly Pick[],
  ) {
    for (let at = lines.length - 1; at >= 0; at--) {
      const ticks = /^(`{3,})[ \t]*$/.exec(lines[at] as string)?.[1]?.length;
      if (ticks === undefined) continue;
      const ends = this.fenceEnds.get(ticks);
      if (ends === undefined) this.fenceEnds.set(ticks, [at]);
      else ends.push(at);
    }
  }

  read(): TextNode[] {
    while (this.at < this.lines.length) {
      const block = this.code() ?? this.quote() ?? this.list();
      if (block === null) this.run.push(this.lines[this.at++] as string);
      else {
        this.flush();
        this.nodes.push(block);
      }
    }
    this.flush();
    return this.nodes;
  }

  private flush(): void {
    for (const node of this.inline(this.run)) this.nodes.push(node);
    this.run = [];
  }

  private inline(lines: string[]): InlineNode[] {
    return nodesOf(lines.map((line) => parseLine(line, this.picks)));
  }

  private code(): BlockNode | null {
    const found = FENCE.exec(this.lines[this.at] as string);
    if (found === null) return null;
    const ends = this.fenceEnds.get((found[1] as string).length) ?? [];
    while (ends.length > 0 && (ends[ends.length - 1] as number) <= this.at) ends.pop();
    const end = ends[ends.length - 1];
    if (end === undefined) return null;
    const text = this.lines.slice(this.at + 1, end).join("\n");
    if (text.trim() === "") return null;
    this.at = end + 1;
    const language = (found[2] as string).toLowerCase();
    return { type: "code_block", text, ...(language === "" ? {} : { language }) };
  }

  private quote(): BlockNode | null {
    if (!QUOTE.test(this.lines[this.at] as string)) return null;
    const inside: string[] = [];
    for (let line = this.lines[this.at]; line === ">" || line?.startsWith("> "); line = this.lines[this.at]) {
      inside.push(line.slice(2));
      this.at++;
    }
    return { type: "quote", nodes: this.inline(inside) };
  }

  private list(): BlockNode | null {
    const ordered = NUMBER.exec(this.lines[this.at] as string)?.[1] === "1";
    if (!ordered && !BULLET.test(this.lines[this.at] as string)) return null;
    const items: string[][] = [];
    for (let line = this.lines[this.at]; line !== undefined; line = this.lines[this.at]) {
      const number = NUMBER.exec(line);
      const begins = ordered ? number !== null && Number(number[1]) === items.length + 1 : BULLET.test(line);
      if (begins && items.length < MAX_ITEMS)
        items.push([line.slice(number === null || !ordered ? 2 : number[0].length)]);
      else if (!begins && line.startsWith(MORE)) (items[items.length - 1] as string[]).push(line.slice(MORE.length));
      else break;
      this.at++;
    }
    return { type: "list", ordered, items: items.map((item) => this.inline(item)) };
  }
}
