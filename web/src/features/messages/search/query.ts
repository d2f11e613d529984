import type { Address } from "../../../platform/address";
import { dayOf, startOfDay } from "../../../platform/when";
import type { SearchKind, SearchQuery } from "../model/types";

export const kinds: readonly SearchKind[] = ["all", "text", "image", "file", "voice", "link", "record"];
export const spans = ["any", "today", "week", "month", "custom"] as const;
export type Span = (typeof spans)[number];

export const MAX_QUERY = 100;
const DAY = 86_400_000_000;

/** What the address asks for; null while there is nothing to search for. */
export function queryOf(address: Address, zone: string, now: number): SearchQuery | null {
  const q = (address.q ?? "").trim().slice(0, MAX_QUERY);
  if (q === "") return null;
  const kind = kinds.find((k) => k === address.kind);
  return {
    q,
    ...(address.in ? { conversation_id: address.in } : {}),
    ...(address.by ? { sender_id: address.by } : {}),
    ...(kind === undefined || kind === "all" ? {} : { kind }),
    ...timesOf(address, zone, now),
  };
}

export function spanOf(address: Address): Span {
  return spans.find((s) => s === address.span) ?? "any";
}

/** Whole days in the person's own zone, both ends included. */
function timesOf(address: Address, zone: string, now: number): { from_at?: number; to_at?: number } {
  const today = startOfDay(zone, dayOf(zone, now));
  switch (spanOf(address)) {
    case "any":
      return {};
    case "today":
      return { from_at: today };
    case "week":
      return { from_at: startOfDay(zone, dayOf(zone, today - 6 * DAY)) };
    case "month":
      return { from_at: startOfDay(zone, dayOf(zone, today - 29 * DAY)) };
    case "custom": {
      const from = isDay(address.from) ? { from_at: startOfDay(zone, address.from) } : {};
      // Noon of the next day is in the next day, whatever the clocks do that night.
      const next = isDay(address.to) ? dayOf(zone, startOfDay(zone, address.to) + DAY * 1.5) : null;
      return { ...from, ...(next === null ? {} : { to_at: startOfDay(zone, next) - 1 }) };
    }
  }
}

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "");

export interface Piece {
  text: string;
  found: boolean;
}

/** Cuts a text at the places where the words were found. Spans that lie wrong are not marked. */
export function pieces(text: string, found: readonly (readonly [number, number])[]): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const [from, to] of found) {
    if (from < at || to <= from || to > text.length) continue;
    if (from > at) out.push({ text: text.slice(at, from), found: false });
    out.push({ text: text.slice(from, to), found: true });
    at = to;
  }
  if (at < text.length) out.push({ text: text.slice(at), found: false });
  return out;
}
