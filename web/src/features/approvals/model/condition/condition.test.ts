import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  ConditionFault,
  compile,
  evaluate,
  exact,
  type Fraction,
  type Kind,
  parseDay,
  parseDecimal,
  readValues,
  round,
  type Schema,
  type Value,
} from ".";

interface Vector {
  source: string;
  values?: string;
  kind?: Kind;
  names?: string[];
  want?: unknown;
  fault?: { code: string; at: number };
  wanted?: Kind;
}

interface Vectors {
  schema: Schema;
  values: Record<string, unknown>;
  cases: Vector[];
  rounded: { n: string; decimals: number; want: string }[];
  days: Record<string, number | null>;
  decimals: Record<string, boolean>;
}

// The server's tests write this file and hold the server to it.
const file = new URL("../../../../../../internal/approvals/condition/testdata/vectors.json", import.meta.url);
const vectors: Vectors = JSON.parse(readFileSync(file, "utf8"));

function shown(v: Value | undefined): unknown {
  if (v?.kind === "number") return exact(v.number);
  if (v?.kind === "bool") return v.yes;
  return v?.kind === "text" ? v.text : undefined;
}

function run(v: Vector): Vector {
  const wanted = v.wanted === undefined ? {} : { wanted: v.wanted };
  try {
    const e = compile(v.source, vectors.schema, ...(v.wanted === undefined ? [] : [v.wanted]));
    const want = shown(evaluate(e, readValues(vectors.schema, vectors.values[v.values ?? ""])));
    return {
      source: v.source,
      ...wanted,
      ...(v.values === undefined ? {} : { values: v.values }),
      kind: e.kind,
      ...(e.names.length === 0 ? {} : { names: e.names }),
      ...(want === undefined ? {} : { want }),
    };
  } catch (error) {
    if (!(error instanceof ConditionFault)) throw error;
    return { source: v.source, ...wanted, fault: { code: error.code, at: error.at } };
  }
}

// covers: APV-01
test("every vector gives what it says", () => {
  expect(vectors.cases.length).toBeGreaterThanOrEqual(400);
  for (const v of vectors.cases) expect(run(v)).toEqual(v);
});

test("numbers are rounded as the server does", () => {
  for (const r of vectors.rounded) {
    const [n = "", d = "1"] = r.n.split("/");
    const number: Fraction = { n: BigInt(n), d: BigInt(d) };
    expect([r.n, round(number, r.decimals)]).toEqual([r.n, r.want]);
  }
});

test("days and decimals are what the server takes for them", () => {
  for (const [text, day] of Object.entries(vectors.days)) expect([text, parseDay(text)]).toEqual([text, day]);
  for (const [text, ok] of Object.entries(vectors.decimals))
    expect([text, parseDecimal(text) !== null]).toEqual([text, ok]);
});

test("names of objects are no names of fields", () => {
  for (const name of ["constructor", "toString", "hasOwnProperty"].map((n) => n.toLowerCase()))
    expect(() => compile(`empty(${name})`, {})).toThrow(ConditionFault);
});
