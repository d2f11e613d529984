import type { RuleDetail, Scope, ValueRow } from "../api/rules";

export const sameScope = (a: Scope, b: Scope): boolean => a.kind === b.kind && (a.id ?? "") === (b.id ?? "");

/** What a scope has of its own now. */
export const valueAt = (rule: Pick<RuleDetail, "values">, scope: Scope): ValueRow | undefined =>
  rule.values.find((row) => sameScope(row.scope, scope));

/**
 * What holds for a scope before a change: its own value, else the company's, else the default. A
 * department may inherit from the one above it; then nobody but the server knows, and null is said.
 */
export function before(rule: RuleDetail, scope: Scope): { value: number; own: boolean } | null {
  const own = valueAt(rule, scope);
  if (own !== undefined && own.value !== null) return { value: own.value, own: true };
  if (scope.kind === "company") return { value: rule.default, own: false };
  return null;
}
