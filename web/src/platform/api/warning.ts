import type { ProblemRule } from "./problem";

/** Something was let through which a rule of the company speaks against: the person is told, and goes on. */
export interface Warning {
  /** Of the refusal that it would have been. */
  code: string;
  params?: Record<string, unknown>;
  /** Its clause comes without the text. */
  rule: ProblemRule;
}

/** The header in which an answer that succeeded carries its warnings. */
export const WARNING_HEADER = "Tonggui-Warning";

let listener: (warning: Warning) => void = () => undefined;

/** The app says how people are told; there is one app per page. */
export function onWarning(next: (warning: Warning) => void): void {
  listener = next;
}

/** Hands on what an answer's header says; what cannot be read is left out, for the answer stands. */
export function tellWarnings(header: string | null | undefined): void {
  if (!header) return;
  for (const warning of read(header)) listener(warning);
}

function read(header: string): Warning[] {
  try {
    const all: unknown = JSON.parse(header);
    return Array.isArray(all) ? all.filter(isWarning) : [];
  } catch {
    return [];
  }
}

function isWarning(value: unknown): value is Warning {
  const { code, rule } = (value ?? {}) as Partial<Warning>;
  return typeof code === "string" && typeof rule?.id === "string" && typeof rule.clause?.document === "string";
}
