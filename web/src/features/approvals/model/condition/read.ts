import { parseDay } from "./day";
import { parseDecimal } from "./fraction";
import type { Env, Schema, Type, Value } from "./types";
import { typeOf } from "./types";

const isObject = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw);

/** Takes values as they stand in JSON, each as its type wants it. What does not fit has no value. */
export function readValues(schema: Schema | undefined, values: unknown): Env {
  const env: Env = new Map();
  if (!isObject(values)) return env;
  for (const [name, raw] of Object.entries(values)) {
    const type = typeOf(schema, name);
    const v = type === undefined ? undefined : readValue(type, raw);
    if (v !== undefined) env.set(name, v);
  }
  return env;
}

export function readValue(type: Type, raw: unknown): Value | undefined {
  switch (type.kind) {
    case "text":
      return typeof raw === "string" ? { kind: "text", text: raw } : undefined;
    case "number": {
      const number = typeof raw === "string" ? parseDecimal(raw) : null;
      return number === null ? undefined : { kind: "number", number };
    }
    case "date": {
      const day = typeof raw === "string" ? parseDay(raw) : null;
      return day === null ? undefined : { kind: "date", day };
    }
    case "bool":
      return typeof raw === "boolean" ? { kind: "bool", yes: raw } : undefined;
    case "instant":
      return typeof raw === "number" ? { kind: "instant", at: Math.trunc(raw) } : undefined;
    case "list":
      return Array.isArray(raw) ? { kind: "list", list: raw.filter((one) => typeof one === "string") } : undefined;
    case "rows":
      return Array.isArray(raw) ? { kind: "rows", rows: raw.map((row) => readValues(type.parts, row)) } : undefined;
    case "group":
      return isObject(raw) ? { kind: "group", parts: readValues(type.parts, raw) } : undefined;
    case "opaque":
      return raw === null || raw === undefined || (Array.isArray(raw) && raw.length === 0)
        ? undefined
        : { kind: "opaque" };
    default:
      return undefined;
  }
}
