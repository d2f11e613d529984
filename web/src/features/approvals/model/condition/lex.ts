import { parseDecimal } from "./fraction";
import { ConditionFault } from "./types";

export const MAX_LENGTH = 1000;

/** Words that no name can be. */
export const RESERVED = ["and", "or", "not", "in", "contains", "true", "false"];

export interface Token {
  kind: "end" | "name" | "number" | "text" | "sign";
  at: number;
  word: string;
}

const SPACE = " \t\n\r";
const SIGNS = "+-*/=<>()[],";
const digit = (c: string) => c >= "0" && c <= "9";
const small = (c: string) => c >= "a" && c <= "z";

/** Cuts a source into tokens. Places are counted in characters as people see them in most scripts: code points. */
export function lex(source: string): Token[] {
  const characters = Array.from(source);
  if (characters.length > MAX_LENGTH) throw new ConditionFault("too_long", MAX_LENGTH);
  const tokens: Token[] = [];
  let at = 0;
  while (at < characters.length) {
    if (SPACE.includes(characters[at] ?? "")) {
      at++;
      continue;
    }
    const [token, end] = next(characters, at);
    tokens.push(token);
    at = end;
  }
  tokens.push({ kind: "end", at: characters.length, word: "" });
  return tokens;
}

function next(characters: string[], at: number): [Token, number] {
  const c = characters[at] ?? "";
  if (c === '"') return text(characters, at);
  if (digit(c) || small(c)) {
    let end = at;
    const fits = (c: string) => small(c) || digit(c) || c === "_" || c === ".";
    while (end < characters.length && fits(characters[end] ?? "")) end++;
    const word = characters.slice(at, end).join("");
    if (small(c)) return [{ kind: RESERVED.includes(word) ? "sign" : "name", at, word }, end];
    if (parseDecimal(word) === null) throw new ConditionFault("number", at, word);
    return [{ kind: "number", at, word }, end];
  }
  const two = c + (characters[at + 1] ?? "");
  if (two === "!=" || two === "<=" || two === ">=") return [{ kind: "sign", at, word: two }, at + 2];
  if (SIGNS.includes(c)) return [{ kind: "sign", at, word: c }, at + 1];
  throw new ConditionFault("character", at, c);
}

/** What no text can hold: control characters, and what is no character at all. */
function forbidden(c: string): boolean {
  const code = c.codePointAt(0) ?? 0;
  return code < 0x20 || code === 0x7f || code === 0xfffd || (code >= 0xd800 && code <= 0xdfff);
}

function text(characters: string[], at: number): [Token, number] {
  let said = "";
  for (let i = at + 1; i < characters.length; i++) {
    const c = characters[i] ?? "";
    if (c === '"') return [{ kind: "text", at, word: said.normalize("NFC") }, i + 1];
    if (forbidden(c)) throw new ConditionFault("character", i, c);
    if (c === "\\") {
      const escaped = characters[++i];
      if (escaped !== '"' && escaped !== "\\") throw new ConditionFault("escape", i - 1);
      said += escaped;
    } else {
      said += c;
    }
  }
  throw new ConditionFault("open_text", at);
}
