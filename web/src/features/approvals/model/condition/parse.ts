import { negated, parseDecimal } from "./fraction";
import { lex, type Token } from "./lex";
import { ConditionFault, type Node } from "./types";

const MAX_NODES = 100;
const MAX_DEPTH = 32;
const COMPARISONS = ["=", "!=", "<", "<=", ">", ">=", "contains"];
const ARGUMENTS = new Map([
  ["empty", 1],
  ["sum", 1],
  ["count", 1],
  ["days", 2],
]);

const node = (op: string, at: number, rest: Partial<Node> = {}): Node => ({
  op,
  at,
  kind: "text",
  text: "",
  number: null,
  day: 0,
  yes: false,
  kids: [],
  ...rest,
});

/** Reads a source, whose names are not looked at yet. */
export function parse(source: string): Node {
  const parser = new Parser(lex(source));
  return parser.whole();
}

class Parser {
  private i = 0;
  private depth = 0;
  private nodes = 0;

  constructor(private readonly tokens: Token[]) {}

  whole(): Node {
    const root = this.or();
    if (this.now().kind !== "end") this.expected("end");
    return root;
  }

  private now(): Token {
    return this.tokens[this.i] as Token;
  }

  /** Takes a token if it is one of those. */
  private sign(...words: string[]): Token | null {
    const t = this.now();
    if (t.kind !== "sign" || !words.includes(t.word)) return null;
    this.i++;
    return t;
  }

  private expected(wanted: string): never {
    const t = this.now();
    throw new ConditionFault("expected", t.at, t.word, wanted);
  }

  private demand(word: string): void {
    if (this.sign(word) === null) this.expected(word);
  }

  private made(n: Node): Node {
    if (++this.nodes > MAX_NODES) throw new ConditionFault("too_many_parts", n.at);
    return n;
  }

  private deeper<T>(at: number, parse: () => T): T {
    if (++this.depth > MAX_DEPTH) throw new ConditionFault("too_deep", at);
    const result = parse();
    this.depth--;
    return result;
  }

  private left(operand: () => Node, ...operators: string[]): Node {
    let n = operand();
    for (let t = this.sign(...operators); t !== null; t = this.sign(...operators)) {
      const right = operand();
      n = this.made(node(t.word, t.at, { kids: [n, right] }));
    }
    return n;
  }

  private or(): Node {
    return this.deeper(this.now().at, () => this.left(() => this.and(), "or"));
  }

  private and(): Node {
    return this.left(() => this.not(), "and");
  }

  private not(): Node {
    const t = this.sign("not");
    return t === null ? this.compare() : this.front("not", t, () => this.not());
  }

  private front(op: string, t: Token, operand: () => Node): Node {
    return this.made(node(op, t.at, { kids: [this.deeper(t.at, operand)] }));
  }

  private compare(): Node {
    const n = this.comparison(this.sum());
    const t = this.sign(...COMPARISONS, "in");
    if (t !== null) throw new ConditionFault("chained", t.at, t.word);
    return n;
  }

  private comparison(n: Node): Node {
    let t = this.sign(...COMPARISONS);
    if (t !== null) {
      const right = this.sum();
      return this.made(node(t.word, t.at, { kids: [n, right] }));
    }
    t = this.sign("in");
    let op = "in";
    if (t === null) {
      t = this.sign("not");
      if (t === null) return n;
      this.demand("in");
      op = "not in";
    }
    return this.made(node(op, t.at, { kids: [n, ...this.list()] }));
  }

  /** Literals in brackets. They count as one: what they cost is bounded by the length of the source. */
  private list(): Node[] {
    this.demand("[");
    const out: Node[] = [];
    do out.push(this.literal());
    while (this.sign(",") !== null);
    this.demand("]");
    return out;
  }

  private literal(): Node {
    const start = this.now();
    const minus = this.sign("-") !== null;
    const t = this.now();
    if (t.kind === "number") {
      this.i++;
      const number = parseDecimal(t.word);
      return node("number", start.at, { number: minus && number !== null ? negated(number) : number });
    }
    if (t.kind === "text" && !minus) {
      this.i++;
      return node("text", t.at, { text: t.word });
    }
    return this.expected("literal");
  }

  private sum(): Node {
    return this.left(() => this.product(), "+", "-");
  }

  private product(): Node {
    return this.left(() => this.minus(), "*", "/");
  }

  private minus(): Node {
    const t = this.sign("-");
    return t === null ? this.operand() : this.front("-1", t, () => this.minus());
  }

  private operand(): Node {
    const t = this.now();
    if (t.kind === "number" || t.kind === "text" || t.kind === "name") this.i++;
    if (t.kind === "number") return this.made(node("number", t.at, { number: parseDecimal(t.word) }));
    if (t.kind === "text") return this.made(node("text", t.at, { text: t.word }));
    if (t.kind === "name")
      return this.sign("(") === null ? this.made(node("name", t.at, { text: t.word })) : this.call(t);
    if (this.sign("true", "false") !== null) return this.made(node("bool", t.at, { yes: t.word === "true" }));
    if (this.sign("(") === null) this.expected("operand");
    const n = this.or();
    this.demand(")");
    return n;
  }

  private call(name: Token): Node {
    const wanted = ARGUMENTS.get(name.word);
    if (wanted === undefined) throw new ConditionFault("unknown_function", name.at, name.word);
    const kids: Node[] = [];
    for (let i = 0; i < wanted; i++) {
      if (i > 0) this.demand(",");
      kids.push(this.or());
    }
    this.demand(")");
    return this.made(node(name.word, name.at, { kids }));
  }
}
