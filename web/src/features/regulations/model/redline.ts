import type { Span } from "../api/types";

/** Whether anything in a text is another in the newer version. */
export const differs = (spans: readonly Span[]): boolean => spans.some((s) => s.op !== "same");
