import type { Pick } from "../text";
import { BOLD, type Cell, CODE, ITALIC, JOINER, linkAddress, STRIKE, TWIN } from "./cells";

/**
 * One line of text into cells. Signs are not nested but switch: `**` bold, `*` italic, `~~` struck. A
 * sign that finds no partner is text. Everything is found in one pass and bounded looks ahead, so that
 * no text takes long.
 */
export function parseLine(line: string, picks: readonly Pick[], wordsOnly = false): Cell[] {
  const tokens = tokenise(line, picks, wordsOnly);
  for (const kind of [BOLD, ITALIC, STRIKE]) pair(tokens, kind);
  const cells: Cell[] = [];
  let mask = 0;
  let url: string | null = null;
  for (const token of tokens) {
    switch (token.type) {
      case "text":
        cells.push({ text: token.text, mask, url });
        break;
      case "code":
        cells.push({ text: token.text, mask: mask | CODE, url });
        break;
      case "atom":
        cells.push({ atom: token.atom });
        break;
      case "link":
        url = token.url;
        break;
      case "sign": {
        const stray = token.kinds & ~token.paired;
        if (stray !== 0) cells.push({ text: signText(token.sign, stray), mask, url });
        mask ^= token.paired;
      }
    }
  }
  return cells;
}

type Token =
  | { type: "text"; text: string }
  | { type: "code"; text: string }
  | { type: "atom"; atom: Extract<Cell, { atom: unknown }>["atom"] }
  /** From here on the text belongs to this link, or to none. */
  | { type: "link"; url: string | null }
  | { type: "sign"; sign: string; kinds: number; paired: number; opens: boolean; closes: boolean };

function signText(sign: string, kinds: number): string {
  if (sign.startsWith("~")) return "~~";
  return kinds === (BOLD | ITALIC) ? "***" : kinds === BOLD ? "**" : "*";
}

/** The nearest sign before that can open is the partner of one that can close. */
function pair(tokens: Token[], kind: number): void {
  let open: Extract<Token, { type: "sign" }> | null = null;
  let between = false;
  for (const token of tokens) {
    if (token.type !== "sign") between ||= token.type !== "link";
    else if ((token.kinds & kind) === 0) continue;
    else if (open !== null && token.closes && between) {
      open.paired |= kind;
      token.paired |= kind;
      open = null;
    } else if (token.opens) {
      open = token;
      between = false;
    }
  }
}

function tokenise(line: string, picks: readonly Pick[], wordsOnly: boolean): Token[] {
  const tokens: Token[] = [];
  const ticks = codeEnds(line);
  const brackets: number[] = [];
  let from = 0;
  let at = 0;
  const flush = () => {
    if (at > from) tokens.push({ type: "text", text: line.slice(from, at) });
  };
  const take = (length: number, ...found: Token[]) => {
    flush();
    tokens.push(...found);
    at += length;
    from = at;
  };
  while (at < line.length) {
    const char = line[at];
    if (wordsOnly && char !== "@") at++;
    else if (char === "`" && (ticks.get(at) ?? 0) > at + 1) {
      const end = ticks.get(at) as number;
      take(end + 1 - at, { type: "code", text: line.slice(at + 1, end) });
    } else if (char === "[" && line[at + 1] !== TWIN) {
      flush();
      from = at; // a token of its own, which becomes the start of a link or stays
      at++;
      flush();
      from = at;
      brackets.push(tokens.length - 1);
    } else if (char === "]" && brackets.length > 0 && line[at + 1] === "(") {
      const target = targetAt(line, at + 2);
      const start = brackets.pop() as number;
      if (target !== null && (at > from || start < tokens.length - 1)) {
        tokens[start] = { type: "link", url: target.url };
        take(target.end - at, { type: "link", url: null });
        brackets.length = 0; // no link within a link
      } else at++;
    } else if (char === "@") {
      const mention = mentionAt(line, at, picks);
      if (mention === null) at++;
      else take(mention.length, { type: "atom", atom: mention.atom });
    } else if (char === "*" || char === "~") {
      let end = at + 1;
      while (line[end] === char) end++;
      const length = end - at;
      const kinds = char === "~" ? (length === 2 ? STRIKE : 0) : ([0, ITALIC, BOLD, BOLD | ITALIC][length] ?? 0);
      if (kinds === 0) at = end;
      else take(length, { type: "sign", sign: line.slice(at, end), kinds, paired: 0, ...sides(line, at, end, kinds) });
    } else at++;
  }
  flush();
  return tokens;
}

/** Where the code that begins at a tick ends. */
function codeEnds(line: string): Map<number, number> {
  const ends = new Map<number, number>();
  let next = -1;
  for (let at = line.lastIndexOf("`"); at >= 0; at = at === 0 ? -1 : line.lastIndexOf("`", at - 1)) {
    if (line[at + 1] === TWIN) continue;
    if (next > 0) ends.set(at, next);
    next = at;
  }
  return ends;
}

const TARGET = /<([^\s<>]{1,2048})>\)|([^\s<>()]{1,2048})\)/y;

function targetAt(line: string, at: number): { url: string; end: number } | null {
  TARGET.lastIndex = at;
  const found = TARGET.exec(line);
  const url = found === null ? null : linkAddress(found[1] ?? found[2] ?? "");
  return url === null ? null : { url, end: TARGET.lastIndex };
}

const CLOSING = /[\p{Pe}\p{Pf},;:!?，。、；：！？…]/u;
const OPENING = /[\p{Ps}\p{Pi}]/u;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Whether a sign can open or close here. Bold works between Chinese characters without blanks. A single
 * star and struck text must stand at the edge of a word: "王*明、李*华" and "好的~~谢谢~~" are no formatting.
 * What was written by `serialise` says itself what it means.
 */
function sides(line: string, start: number, end: number, kinds: number): { opens: boolean; closes: boolean } {
  const before = line[start - 1] ?? "";
  const after = line[end] ?? "";
  if (after === TWIN) return { opens: false, closes: false };
  const solid = (char: string) => char !== "" && char.trim() !== "";
  const strict = kinds === ITALIC || kinds === STRIKE;
  const mayOpen = !CLOSING.test(after) && !(strict && (WORD.test(before) || CLOSING.test(before)));
  const mayClose = !OPENING.test(before) && !(strict && WORD.test(after));
  const opens = solid(after) && (before === JOINER || mayOpen);
  const closes = solid(before) && (after === JOINER || mayClose);
  return { opens, closes };
}

function mentionAt(line: string, at: number, picks: readonly Pick[]) {
  let name: string | null = null;
  for (const pick of picks)
    if (pick.name.length > (name?.length ?? 0) && startsMention(line, at + 1, pick.name)) name = pick.name;
  if (name === null) return null;
  const same = picks.filter((pick) => pick.name === name);
  let end = at + 1 + name.length;
  let which = 0;
  for (; line[end] === TWIN; end++) which++;
  const pick = same[Math.min(which, same.length - 1)] as Pick;
  const atom =
    pick.account_id === null
      ? { type: "mention_all" as const }
      : { type: "mention" as const, account_id: pick.account_id, name: pick.name };
  return { atom, length: end - at };
}

function startsMention(text: string, at: number, name: string): boolean {
  if (!text.startsWith(name, at)) return false;
  const next = text[at + name.length];
  return !(next !== undefined && /[A-Za-z0-9_]/.test(next) && /[A-Za-z0-9_]$/.test(name));
}
