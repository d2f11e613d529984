import { useTranslation } from "react-i18next";
import type { Address, ChangeAddress } from "../../../platform/address";
import { useQuery } from "../../../platform/queries";
import { SelectField, TextField } from "../../../ui";
import { templatesQuery } from "../api/approvals";
import { type Box, STATES } from "../api/types";
import css from "./list.module.css";

/** Narrows a list by what became of it, by kind and by days; what is chosen stands in the address. */
export function Filters({ box, address, change }: { box: Box; address: Address; change: ChangeAddress }) {
  const { t } = useTranslation("approvals");
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const set = (name: string) => (event: { target: { value: string } }) =>
    change({ [name]: event.target.value || null }, true);
  return (
    <div className={css.filters}>
      {box !== "waiting" && (
        <SelectField label={t("filter.state")} value={address.state ?? ""} onChange={set("state")}>
          <option value="">{t("filter.all")}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(`state.${state}`)}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField label={t("filter.template")} value={address.template ?? ""} onChange={set("template")}>
        <option value="">{t("filter.all")}</option>
        {templates.map((one) => (
          <option key={one.key} value={one.key}>
            {one.name}
          </option>
        ))}
      </SelectField>
      <TextField type="date" label={t("filter.from")} value={address.from ?? ""} onChange={set("from")} />
      <TextField type="date" label={t("filter.to")} value={address.to ?? ""} onChange={set("to")} />
    </div>
  );
}
