import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { momentOf } from "../../../platform/when";
import type { NamedScope } from "../api/rules";
import { stepFor } from "../model/value";

export interface RuleWords {
  /** 2 分钟; nothing of its own where the value is null. */
  value(unit: string, value: number | null): string;
  /** Whom a value holds for: 全公司, 部门：销售部. */
  scope(scope: NamedScope): string;
  /** 2026-03-01 09:30 in the reader's zone. */
  moment(at: number): string;
}

/** Values, scopes and instants as people say them. */
export function useRuleWords(): RuleWords {
  const { t } = useTranslation(["rules", "admin"]);
  const { zone } = useMe().settings;
  return useMemo(
    () => ({
      value: (unit, value) => {
        if (value === null) return t("value.none");
        const step = stepFor(unit, value);
        return t(`unit.${step.id}_value`, { count: value / step.size });
      },
      scope: ({ kind, id = "", name }) => {
        if (kind === "company") return t("scope.company");
        const known = kind === "role" ? t(`admin:role.${id}` as "admin:role.admin") : name;
        return t(`scope.${kind}_of`, { name: known || id });
      },
      moment: (at) => momentOf(zone, at),
    }),
    [t, zone],
  );
}
