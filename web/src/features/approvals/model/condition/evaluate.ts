import type { Expression } from "./check";
import { daysBetween } from "./day";
import { compare, type Fraction, minus, negated, over, plus, times, whole } from "./fraction";
import type { Env, Kind, Node, Value } from "./types";

type Maybe = Value | undefined;

const bool = (yes: boolean): Value => ({ kind: "bool", yes });
const number = (n: Fraction | null): Maybe => (n === null ? undefined : { kind: "number", number: n });

/** There is nothing. */
export function isEmpty(v: Maybe): boolean {
  switch (v?.kind) {
    case undefined:
      return true;
    case "text":
      return v.text === "";
    case "list":
      return v.list.length === 0;
    case "numbers":
      return v.numbers.length === 0;
    case "rows":
      return v.rows.length === 0;
    case "group":
      return [...v.parts.values()].every(isEmpty);
    default:
      return false;
  }
}

/** A condition holds. */
export const isTrue = (v: Maybe): boolean => v?.kind === "bool" && v.yes;

/** What an expression is with these values; undefined where there is no value. It never fails. */
export const evaluate = (e: Expression, env: Env): Maybe => value(e.root, env);

function value(n: Node, env: Env): Maybe {
  const kid = (i: number) => value(n.kids[i] as Node, env);
  switch (n.op) {
    case "text":
      return { kind: "text", text: n.text };
    case "number":
      return number(n.number);
    case "bool":
      return bool(n.yes);
    case "date":
      return { kind: "date", day: n.day };
    case "name":
      return named(n, env);
    case "not":
      return bool(!isTrue(kid(0)));
    case "and":
      return bool(isTrue(kid(0)) && isTrue(kid(1)));
    case "or":
      return bool(isTrue(kid(0)) || isTrue(kid(1)));
    case "in":
    case "not in": {
      const [left, ...list] = n.kids as [Node, ...Node[]];
      const one = value(left, env);
      return bool(list.some((kid) => equal(one, value(kid, env), left.kind)) === (n.op === "in"));
    }
    case "empty":
      return bool(isEmpty(kid(0)));
    case "sum":
      return sum(kid(0));
    case "count":
      return number(whole(count(kid(0))));
    case "-1": {
      const v = kid(0);
      return v?.kind === "number" ? number(negated(v.number)) : undefined;
    }
  }
  return two(n, kid(0), kid(1));
}

function two(n: Node, left: Maybe, right: Maybe): Maybe {
  const kind = (n.kids[0] as Node).kind;
  switch (n.op) {
    case "=":
      return bool(equal(left, right, kind));
    case "!=":
      return bool(!equal(left, right, kind));
    case "<":
    case "<=":
    case ">":
    case ">=":
      return bool(ordered(n.op, left, right));
    case "contains":
      return bool(contains(kind, left, right));
    case "days":
      return left?.kind === "date" && right?.kind === "date"
        ? number(whole(daysBetween(left.day, right.day)))
        : undefined;
  }
  if (n.kind === "text") return { kind: "text", text: textOf(left) + textOf(right) };
  if (left?.kind !== "number" || right?.kind !== "number") return undefined;
  return number(calculate(n.op, left.number, right.number));
}

function calculate(op: string, left: Fraction, right: Fraction): Fraction | null {
  if (op === "+") return plus(left, right);
  if (op === "-") return minus(left, right);
  return op === "*" ? times(left, right) : over(left, right);
}

const textOf = (v: Maybe): string => (v?.kind === "text" ? v.text : "");

/** Nothing equals nothing, and no answer is a no. */
function equal(left: Maybe, right: Maybe, kind: Kind): boolean {
  if (kind === "text") return textOf(left) === textOf(right);
  if (kind === "bool") return isTrue(left) === isTrue(right);
  if (left === undefined || right === undefined) return left === right;
  return order(left, right) === 0;
}

/** Below zero, zero or above it; null where they have no order. */
function order(left: Value, right: Value): number | null {
  if (left.kind === "number" && right.kind === "number") return compare(left.number, right.number);
  if (left.kind === "date" && right.kind === "date") return left.day - right.day;
  if (left.kind === "instant" && right.kind === "instant") return left.at - right.at;
  return null;
}

function ordered(op: string, left: Maybe, right: Maybe): boolean {
  const by = left === undefined || right === undefined ? null : order(left, right);
  if (by === null) return false;
  if (op === "<") return by < 0;
  if (op === "<=") return by <= 0;
  return op === ">" ? by > 0 : by >= 0;
}

function contains(kind: Kind, left: Maybe, right: Maybe): boolean {
  const what = textOf(right);
  if (kind !== "list") return textOf(left).includes(what);
  return what !== "" && left?.kind === "list" && left.list.includes(what);
}

function named(n: Node, env: Env): Maybe {
  const dot = n.text.indexOf(".");
  if (dot < 0) return env.get(n.text);
  const [v, part] = [env.get(n.text.slice(0, dot)), n.text.slice(dot + 1)];
  if (v?.kind === "group") return v.parts.get(part);
  if (v?.kind !== "rows") return undefined;
  const cells = v.rows.map((row) => row.get(part)).filter((cell) => cell !== undefined && !isEmpty(cell)) as Value[];
  if (n.kind === "list") return { kind: "list", list: cells.map(textOf) };
  if (n.kind === "numbers")
    return { kind: "numbers", numbers: cells.flatMap((cell) => (cell.kind === "number" ? [cell.number] : [])) };
  return cells.length === 0 ? undefined : { kind: "opaque" };
}

function sum(v: Maybe): Maybe {
  return number(v?.kind === "numbers" ? v.numbers.reduce(plus, whole(0)) : whole(0));
}

function count(v: Maybe): number {
  if (v?.kind === "list") return v.list.length;
  if (v?.kind === "rows") return v.rows.length;
  return v?.kind === "numbers" ? v.numbers.length : 0;
}
