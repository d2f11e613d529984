import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChangeAddress } from "../../../platform/address";
import { departmentOptions, departmentsQuery } from "../../../platform/departments";
import { useQuery } from "../../../platform/queries";
import { SearchField, Segmented } from "../../../ui";
import type { PeopleFilter, StatusFilter } from "../api/admin";
import css from "./Filters.module.css";

const statuses: StatusFilter[] = ["all", "active", "frozen", "left"];
const SETTLE_MS = 180;

/** Narrows the list by words, department and status. */
export function Filters({ filter, change }: { filter: PeopleFilter; change: ChangeAddress }) {
  const { t } = useTranslation("admin");
  const [typed, setTyped] = useState(filter.q);
  const departments = useQuery(departmentsQuery).data?.items;
  const options = useMemo(() => departmentOptions(departments ?? []), [departments]);

  useEffect(() => setTyped(filter.q), [filter.q]);
  useEffect(() => {
    if (typed.trim() === filter.q) return;
    const timer = window.setTimeout(() => change({ q: typed.trim() || null }, true), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [typed, filter.q, change]);

  return (
    <div className={css.filters}>
      <div className={css.search}>
        <SearchField
          framed
          value={typed}
          onChange={setTyped}
          label={t("people.search")}
          clearLabel={t("people.clear_search")}
        />
      </div>
      <select
        className={css.select}
        aria-label={t("people.department")}
        value={filter.department}
        onChange={(event) => change({ department: event.target.value || null })}
      >
        <option value="">{t("people.all_departments")}</option>
        {options.map((o) => (
          <option key={o.id} value={o.id}>
            {o.label}
          </option>
        ))}
      </select>
      <Segmented
        label={t("people.status")}
        items={statuses.map((id) => ({ id, label: t(`status.${id}`) }))}
        value={filter.status}
        onChange={(status) => change({ status: status === "all" ? null : status })}
      />
    </div>
  );
}
