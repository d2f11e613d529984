import type { Field } from "../../definition";
import { ConditionFault, compile, type FaultCode } from "../../model/condition";
import { makeForm } from "../../model/form";

export interface SourceFault {
  code: FaultCode;
  /** Characters before it, as the language counts them. */
  at: number;
  /** Where it begins and how long it is, in the units of a text field. */
  from: number;
  length: number;
  word: string;
  wanted: string;
}

/** What is wrong with a condition or a formula, and where; null when nothing is. */
export function faultOf(fields: readonly Field[], wanted: "condition" | "formula", text: string): SourceFault | null {
  if (text.trim() === "") return null;
  try {
    compile(
      text,
      makeForm(fields).schema,
      ...(wanted === "condition" ? (["bool"] as const) : (["number", "text"] as const)),
    );
    return null;
  } catch (fault) {
    if (!(fault instanceof ConditionFault)) throw fault;
    const { code, at, word, wanted: instead } = fault;
    return { code, at, from: [...text].slice(0, at).join("").length, length: word.length, word, wanted: instead };
  }
}
