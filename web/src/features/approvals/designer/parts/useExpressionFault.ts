import { useMemo } from "react";
import { Problem, useProblemWords } from "../../../../platform/api";
import type { Field } from "../../definition";
import { faultOf, type SourceFault } from "../model/expression";

export type ExpressionFault = SourceFault & { words: string };

/** What is wrong with what is written, at once and in the words that the server would have for it. */
export function useExpressionFault(
  fields: readonly Field[],
  wanted: "condition" | "formula",
  text: string,
): ExpressionFault | null {
  const words = useProblemWords();
  return useMemo(() => {
    const fault = faultOf(fields, wanted, text);
    if (fault === null) return null;
    const { code, at, word, wanted: instead } = fault;
    const told = { field: "x", code: `condition_${code}`, params: { at, word, wanted: instead } };
    const problem = new Problem({ status: 422, code: "", detail: "", fields: [told] });
    return { ...fault, words: words.field(problem, "x") ?? "" };
  }, [fields, wanted, text, words]);
}
