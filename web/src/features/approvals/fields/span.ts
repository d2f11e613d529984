import type { Half, Span, Value } from "../definition";

/** What is known of a span while it is filled in; what is not there yet is empty. */
export function spanOf(value: Value | undefined): Span {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("from" in value))
    return { from: "", to: "" };
  return value;
}

export interface SpanPart {
  from?: string;
  to?: string;
  from_half?: Half;
  to_half?: Half;
}

/** The span after a change; null where nothing is left of it. The days are the server's to reckon. */
export function withPart(span: Span, part: SpanPart, halves: boolean): Span | null {
  const next = { from: part.from ?? span.from, to: part.to ?? span.to };
  if (next.from === "" && next.to === "") return null;
  if (!halves) return next;
  return {
    ...next,
    from_half: part.from_half ?? span.from_half ?? "am",
    to_half: part.to_half ?? span.to_half ?? "pm",
  };
}
