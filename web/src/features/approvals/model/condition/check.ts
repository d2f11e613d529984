import { parseDay } from "./day";
import { parse } from "./parse";
import { ConditionFault, type Kind, type Node, type Schema, typeOf } from "./types";

/** A source whose names are known and whose types fit. */
export interface Expression {
  readonly root: Node;
  readonly kind: Kind;
  /** Those that it reads, sorted, without parts. */
  readonly names: string[];
}

/** Parses and checks a source; throws a ConditionFault. With kinds, the outcome must be one of them. */
export function compile(source: string, schema: Schema, ...wanted: Kind[]): Expression {
  const root = parse(source);
  const checker = new Checker(schema);
  checker.check(root);
  if (wanted.length > 0) demand(root, ...wanted);
  return { root, kind: root.kind, names: [...checker.names].sort() };
}

function demand(n: Node, ...kinds: Kind[]): void {
  if (!kinds.includes(n.kind)) throw new ConditionFault("wrong_type", n.at, n.kind, kinds[0]);
}

/** Demands one kind of every operand, and passes on what comes out. */
function all(n: Node, kind: Kind, gives: Kind): Kind {
  for (const kid of n.kids) demand(kid, kind);
  return gives;
}

const cut = (name: string): [string, string | null] => {
  const dot = name.indexOf(".");
  return dot < 0 ? [name, null] : [name.slice(0, dot), name.slice(dot + 1)];
};

const column = (kind: Kind): Kind => (kind === "number" ? "numbers" : kind === "text" ? "list" : "opaque");

function toDate(n: Node): void {
  const day = parseDay(n.text);
  if (day === null) throw new ConditionFault("not_a_date", n.at, n.text);
  n.op = "date";
  n.kind = "date";
  n.day = day;
}

class Checker {
  readonly names = new Set<string>();

  constructor(private readonly schema: Schema) {}

  check(n: Node): void {
    for (const kid of n.kids) this.check(kid);
    n.kind = this.kind(n);
  }

  /** What a node gives, once its operands are known to fit. */
  private kind(n: Node): Kind {
    switch (n.op) {
      case "text":
      case "number":
      case "bool":
        return n.op;
      case "name":
        return this.name(n);
      case "or":
      case "and":
      case "not":
        return all(n, "bool", "bool");
      case "-":
      case "*":
      case "/":
      case "-1":
        return all(n, "number", "number");
      case "+": {
        const kind = n.kids[0]?.kind === "text" ? "text" : "number";
        return all(n, kind, kind);
      }
      case "empty":
        return "bool";
      case "sum":
        return all(n, "numbers", "number");
      case "count":
        demand(n.kids[0] as Node, "rows", "list", "numbers");
        return "number";
      case "days":
        for (const kid of n.kids) if (kid.op === "text") toDate(kid);
        return all(n, "date", "number");
    }
    if (n.op === "contains") this.contains(n);
    else this.compare(n);
    return "bool";
  }

  private name(n: Node): Kind {
    const [name, part] = cut(n.text);
    const type = typeOf(this.schema, name);
    if (type === undefined) throw new ConditionFault("unknown_name", n.at, n.text);
    this.names.add(name);
    if (part === null) return type.kind;
    const inner = typeOf(type.parts, part);
    if (inner === undefined) throw new ConditionFault("unknown_part", n.at, n.text);
    return type.kind === "rows" ? column(inner.kind) : inner.kind;
  }

  /** The only texts that an operand can be. */
  private options(n: Node): string[] | undefined {
    if (n.op !== "name") return undefined;
    const [name, part] = cut(n.text);
    const type = typeOf(this.schema, name);
    return part === null ? type?.options : typeOf(type?.parts, part)?.options;
  }

  /** Checks what is written out beside an operand: that it is one of its options, or a date. */
  private literal(n: Node, beside: Node): void {
    if (n.op !== "text") return;
    const options = this.options(beside);
    if (beside.kind === "date") toDate(n);
    else if (options !== undefined && n.text !== "" && !options.includes(n.text))
      throw new ConditionFault("not_an_option", n.at, n.text);
  }

  private compare(n: Node): void {
    const [left, ...others] = n.kids as [Node, ...Node[]];
    if (n.op === "in" || n.op === "not in") demand(left, "text", "number", "date");
    else {
      this.literal(left, others[0] as Node);
      if (n.op === "=" || n.op === "!=") demand(left, "number", "date", "instant", "text", "bool");
      else demand(left, "number", "date", "instant");
    }
    for (const right of others) {
      this.literal(right, left);
      demand(right, left.kind);
    }
  }

  private contains(n: Node): void {
    const [left, right] = n.kids as [Node, Node];
    demand(left, "text", "list");
    if (left.kind === "list") this.literal(right, left);
    demand(right, "text");
  }
}
