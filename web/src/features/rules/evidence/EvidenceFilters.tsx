import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ChangeAddress } from "../../../platform/address";
import { departmentOptions, departmentsQuery } from "../../../platform/departments";
import { useInfiniteQuery, useQuery } from "../../../platform/queries";
import { SelectField, TextField } from "../../../ui";
import type { EvidenceFilter } from "../api/evidence";
import { rulesQuery } from "../api/queries";
import { OUTCOMES } from "../api/trials";
import css from "./evidence.module.css";

/** Narrows the evidence by rule, department, outcome and days; what is chosen stands in the address. */
export function EvidenceFilters({ filter, change }: { filter: EvidenceFilter; change: ChangeAddress }) {
  const { t } = useTranslation("rules");
  const departments = useQuery(departmentsQuery).data?.items;
  const options = useMemo(() => departmentOptions(departments ?? []), [departments]);
  const rules = useInfiniteQuery(rulesQuery("")).data?.pages.flatMap((page) => page.items) ?? [];
  const set = (name: keyof EvidenceFilter) => (event: { target: { value: string } }) =>
    change({ [name]: event.target.value || null });
  return (
    <div className={css.filters}>
      <SelectField label={t("evidence.rule")} value={filter.rule} onChange={set("rule")}>
        <option value="">{t("evidence.all")}</option>
        {rules.map((rule) => (
          <option key={rule.id} value={rule.id}>
            {rule.title}
          </option>
        ))}
      </SelectField>
      <SelectField label={t("evidence.department")} value={filter.department} onChange={set("department")}>
        <option value="">{t("evidence.all")}</option>
        {options.map((o) => (
          <option key={o.id} value={o.id}>
            {o.label}
          </option>
        ))}
      </SelectField>
      <SelectField label={t("evidence.outcome")} value={filter.outcome} onChange={set("outcome")}>
        <option value="">{t("evidence.all")}</option>
        {OUTCOMES.filter((o) => o !== "allow").map((o) => (
          <option key={o} value={o}>
            {t(`outcome.${o}`)}
          </option>
        ))}
      </SelectField>
      <TextField type="date" label={t("evidence.from")} value={filter.from} onChange={set("from")} />
      <TextField type="date" label={t("evidence.to")} value={filter.to} onChange={set("to")} />
    </div>
  );
}
