import { useTranslation } from "react-i18next";
import type { ChangeAddress } from "../../../platform/address";
import { SelectField, TextField } from "../../../ui";
import { ACTIONS, OBJECTS } from "../words/actions";
import { useAuditWords } from "../words/useAuditWords";
import css from "./log.module.css";
import { PersonFilter } from "./PersonFilter";

export const FILTERS = ["actor", "about", "action", "object", "from", "to"] as const;
export type FilterName = (typeof FILTERS)[number];

/** Narrows the log by who did it, whom it was about, what was done, and days. */
export function LogFilters({ filter, change }: { filter: Record<FilterName, string>; change: ChangeAddress }) {
  const { t } = useTranslation("audit");
  const words = useAuditWords();
  const set = (name: FilterName) => (event: { target: { value: string } }) =>
    change({ [name]: event.target.value || null });
  return (
    <div className={css.filters}>
      <PersonFilter label={t("filter.actor")} id={filter.actor} onChange={(id) => change({ actor: id })} />
      <PersonFilter label={t("filter.about")} id={filter.about} onChange={(id) => change({ about: id })} />
      <SelectField label={t("filter.action")} value={filter.action} onChange={set("action")}>
        <option value="">{t("all")}</option>
        {ACTIONS.map((name) => (
          <option key={name} value={name}>
            {words.action(name)}
          </option>
        ))}
      </SelectField>
      <SelectField label={t("filter.object")} value={filter.object} onChange={set("object")}>
        <option value="">{t("all")}</option>
        {OBJECTS.map((name) => (
          <option key={name} value={name}>
            {words.object(name)}
          </option>
        ))}
      </SelectField>
      <TextField type="date" label={t("filter.from")} value={filter.from} onChange={set("from")} />
      <TextField type="date" label={t("filter.to")} value={filter.to} onChange={set("to")} />
    </div>
  );
}
