import type { Built, Op, Subject, Test } from "./tests";

/**
 * Reads a condition back into tests, where it is one that could have been built: tests joined by "and" alone or by
 * "or" alone. Anything else is null, and stays a text.
 */
export function readTests(text: string, subjects: readonly Subject[]): Built | null {
  const tokens = split(text);
  if (tokens === null) return null;
  const parts: string[][] = [[]];
  let join: Built["join"] | null = null;
  let depth = 0;
  for (const token of tokens) {
    if (token === "(" || token === "[") depth++;
    if (token === ")" || token === "]") depth--;
    if (depth === 0 && (token === "and" || token === "or")) {
      if (join !== null && join !== token) return null;
      join = token;
      parts.push([]);
    } else parts.at(-1)?.push(token);
  }
  const tests = parts.map((part) => readTest(part, subjects));
  return tests.includes(null) ? null : { join: join ?? "and", tests: tests as Test[] };
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*|\d+(?:\.\d+)?|<=|>=|!=|[=<>()[\],-])/iy;

function split(text: string): string[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text);
    if (found?.[1] === undefined) return null;
    tokens.push(found[1]);
  }
  return tokens.length === 0 ? null : tokens;
}

/** Spaces as they are written here, so that the same call is the same text. */
const compact = (tokens: readonly string[]): string => tokens.join("").replaceAll(",", ", ");

function readTest(tokens: readonly string[], subjects: readonly Subject[]): Test | null {
  if (tokens[0] === "not") {
    const inner = readTest(tokens.slice(1), subjects);
    const turned: Partial<Record<Op, Op>> = { empty: "filled", yes: "no", contains: "lacks" };
    const op = inner === null ? undefined : turned[inner.op];
    return inner === null || op === undefined ? null : { ...inner, op };
  }
  const has = (text: string) => subjects.find((s) => s.text === text);
  if (tokens[0] === "empty" && tokens[1] === "(" && tokens.at(-1) === ")") {
    const subject = compact(tokens.slice(2, -1));
    return has(subject) ? { subject, op: "empty", values: [] } : null;
  }
  for (let end = 1; end <= tokens.length; end++) {
    const found = has(compact(tokens.slice(0, end)));
    if (found !== undefined) return readRest(found, tokens.slice(end));
  }
  return null;
}

function readRest(subject: Subject, [op, ...rest]: readonly string[]): Test | null {
  const test = (name: Op, values: string[]): Test => ({ subject: subject.text, op: name, values });
  if (op === undefined) return subject.type === "yesno" ? test("yes", []) : null;
  if (op === "in") {
    if (rest[0] !== "[" || rest.at(-1) !== "]") return null;
    const values = rest.slice(1, -1).filter((token) => token !== ",");
    return values.every(isLiteral) ? test("in", values.map(unquoted)) : null;
  }
  if (!["=", "!=", "<", "<=", ">", ">=", "contains"].includes(op)) return null;
  const [value = "", ...more] = rest[0] === "-" ? [`-${rest[1]}`, ...rest.slice(2)] : rest;
  if (more.length > 0 || !isLiteral(value)) return null;
  return test(op as Op, [unquoted(value)]);
}

const isLiteral = (token: string): boolean => /^("|-?\d)/.test(token);

const unquoted = (token: string): string =>
  token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, "$1") : token;
