import type { NamedScope, RuleDetail, Stage, ValueRow } from "../api/rules";
import type { Trial } from "../api/trials";
import { type Step, stepFor } from "../model/value";

/** With what a window opens: a value that stands, or what was tried. */
export interface Start {
  row?: ValueRow;
  withdraw?: boolean;
  trial?: Trial;
}

/** A value for a scope, as it is being put together. */
export interface Draft {
  scope: NamedScope;
  typed: string;
  step: Step;
  stage: Stage;
}

export function draftOf(rule: RuleDetail, { row, trial }: Start): Draft {
  const from = trial ?? row;
  const value = from?.value ?? rule.value;
  const step = stepFor(rule.unit, value);
  return {
    scope: from?.scope ?? { kind: "company" },
    typed: String(value / step.size),
    step,
    stage: from?.stage ?? rule.stage,
  };
}

/** Whether it is said whom the value is for. */
export const complete = ({ scope }: Draft): boolean => scope.kind === "company" || (scope.id ?? "") !== "";
