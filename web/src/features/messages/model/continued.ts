import { back, type Composing, rewritten } from "./composing";
import { parse, serialise } from "./format";
import type { TextNode } from "./types";

/** What was written once comes back below what is written now. */
export function continued(c: Composing, nodes: readonly TextNode[], everyone: string): Composing {
  const base = back(c);
  if (nodes.length === 0) return base;
  const now = parse(base.text, base.picks);
  const all = now.length === 0 ? nodes : [...now, { type: "text" as const, text: "\n" }, ...nodes];
  const { text, picks } = serialise(all, everyone);
  return rewritten(base, text, picks);
}
