import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { dayOf, momentOf } from "../../../platform/when";
import type { Rule, VersionHead } from "../api/types";
import { amountOf } from "../model/amount";

/** From when, or from when to when, a version holds; empty for a draft. */
export function useSpanWords(): (head: VersionHead) => string {
  const { t } = useTranslation("regulations");
  const { zone } = useMe().settings;
  return ({ state, effective_at, ended_at }) => {
    if (effective_at === null) return "";
    const from = dayOf(zone, effective_at);
    if (state === "scheduled") return t("span.from_on", { from: momentOf(zone, effective_at) });
    return ended_at === null ? t("span.since", { from }) : t("span.between", { from, until: dayOf(zone, ended_at) });
  };
}

/** How much a version holds: chapters, sections, articles and clauses, those that there are. */
export function useSizeWords(): (
  counts: Pick<VersionHead, "chapters" | "sections" | "articles" | "clauses">,
) => string {
  const { t } = useTranslation("regulations");
  return (counts) =>
    (["chapters", "sections", "articles", "clauses"] as const)
      .filter((kind) => counts[kind] > 0)
      .map((kind) => t(`size.${kind}`, { count: counts[kind] }))
      .join(" · ");
}

/** Today's value of a rule. */
export function useAmountWords(): (rule: Pick<Rule, "value" | "unit">) => string {
  const { t } = useTranslation("regulations");
  return (rule) => {
    const { key, n, unit } = amountOf(rule.value, rule.unit);
    return t(`amount.${key}`, { n, unit, count: Number(n) });
  };
}
