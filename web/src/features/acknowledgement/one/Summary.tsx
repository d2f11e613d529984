import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { dayOf } from "../../../platform/when";
import { Tag } from "../../../ui";
import type { DemandState } from "../api/types";
import { Share } from "../words/Share";
import css from "./one.module.css";

/** Which version it is about, of whom it is demanded, and how far it has come. */
export function Summary({ state, onVersion }: { state: DemandState; onVersion: (version: string | null) => void }) {
  const { t } = useTranslation("acknowledgement");
  const { zone } = useMe().settings;
  const { totals, of, version } = state;
  return (
    <div className={css.summary}>
      {state.versions.length > 1 ? (
        <select
          className={css.select}
          aria-label={t("version.choose")}
          value={String(of)}
          onChange={(event) => onVersion(event.target.value === String(version) ? null : event.target.value)}
        >
          {state.versions.map((n) => (
            <option key={n} value={String(n)}>
              {t(n === version ? "version.in_force" : "row.version", { n })}
            </option>
          ))}
        </select>
      ) : (
        <span>{version > 0 ? t("row.version", { n: version }) : t("demand.not_in_force")}</span>
      )}
      {of === version && state.effective_at !== null && (
        <span>{t("since", { at: dayOf(zone, state.effective_at) })}</span>
      )}
      <span>
        {state.required
          ? state.departments.length === 0
            ? t("demand.everybody")
            : state.departments.map((d) => d.name).join(t("demand.and"))
          : t("demand.off")}
      </span>
      {totals.asked > 0 && <Share of={totals} label={state.title} />}
      {totals.overdue > 0 && <Tag tone="danger">{t("late", { n: totals.overdue })}</Tag>}
      {totals.opened > 0 && <span>{t("reading", { n: totals.opened })}</span>}
    </div>
  );
}
