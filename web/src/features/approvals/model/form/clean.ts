import type { Field, Span, Value } from "../../definition";
import { compare, daysBetween, type Fraction, parseDay, parseDecimal, round, shorten } from "../condition";

/** What lies above is no number of a form. */
const BOUND: Fraction = { n: 10n ** 15n, d: 1n };

export const tooLarge = ({ n, d }: Fraction): boolean => compare({ n: n < 0n ? -n : n, d }, BOUND) >= 0;

/** A number as the field has it: money with all its decimals, others without needless zeros. */
export function written(field: Field, number: Fraction): string {
  const text = round(number, field.decimals ?? 0);
  return field.currency ? text : shorten(text);
}

/** What a value is as the server takes it, null where there is none or where it would refuse it. */
export function clean(field: Field, raw: Value | undefined): Value {
  if (raw === undefined || raw === null) return null;
  if (typeof raw === "string") return text(field, raw.normalize("NFC").trim()) || null;
  if (field.kind === "span") return span(field, raw as Span);
  if (Array.isArray(raw)) return raw.length === 0 ? null : list(field, raw as string[]);
  return raw;
}

function text(field: Field, typed: string): string | null {
  switch (field.kind) {
    case "number":
    case "amount":
      return number(field, typed);
    case "date":
      return parseDay(typed) === null ? null : typed;
    case "choice":
      return field.options?.some((o) => o.id === typed) ? typed : null;
    case "longtext":
      return typed.replaceAll("\r\n", "\n");
    case "person":
    case "department":
      return typed.toLowerCase();
    default:
      return typed;
  }
}

function number(field: Field, typed: string): string | null {
  const n = parseDecimal(typed);
  if (n === null || tooLarge(n)) return null;
  const [min, max] = [parseDecimal(field.min ?? ""), parseDecimal(field.max ?? "")];
  if ((min !== null && compare(n, min) < 0) || (max !== null && compare(n, max) > 0)) return null;
  return compare(n, parseDecimal(round(n, field.decimals ?? 0)) ?? n) === 0 ? written(field, n) : null;
}

function list(field: Field, raw: string[]): Value {
  if (field.kind !== "choices") return raw;
  const known = (field.options ?? []).map((o) => o.id);
  return raw.every((one) => known.includes(one)) ? [...raw].sort((a, b) => known.indexOf(a) - known.indexOf(b)) : null;
}

/** The days of the calendar from one day to another, both counted. */
function span(field: Field, raw: Span): Span | null {
  const [from, to] = [parseDay(raw.from ?? ""), parseDay(raw.to ?? "")];
  if (from === null || to === null || to < from) return null;
  if (!field.half_days) return { from: raw.from, to: raw.to, days: String(daysBetween(from, to)) };
  const [first, last] = [raw.from_half || "am", raw.to_half || "pm"];
  const halves = 2 * daysBetween(from, to) - (first === "pm" ? 1 : 0) - (last === "am" ? 1 : 0);
  if (halves <= 0) return null;
  return { from: raw.from, to: raw.to, from_half: first, to_half: last, days: String(halves / 2) };
}
