import { useTranslation } from "react-i18next";
import { SelectField } from "../../../../ui";
import type { Field, Right, Step } from "../../definition";
import { useWordsIn } from "../../fields";
import { isAsked } from "../model/kinds";
import parts from "../parts/parts.module.css";
import css from "./route.module.css";

interface Props {
  step: Step;
  fields: readonly Field[];
  onChange: (rights: Record<string, Right> | undefined) => void;
}

/** Which fields those asked may see and change. What is not named can be read. */
export function RightsField({ step, fields, onChange }: Props) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const rights = step.rights ?? {};
  const put = (id: string, right: Right) => {
    const { [id]: _, ...rest } = rights;
    const next = right === "read" ? rest : { ...rest, [id]: right };
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  const shown = fields.filter((field) => field.kind !== "explanation");
  return (
    <details className={css.details} open={Object.keys(rights).length > 0}>
      <summary>{t("rights.label")}</summary>
      <ul className={parts.lines}>
        {shown.map((field) => {
          const name = said(field.label) || t(`kind.${field.kind}`);
          return (
            <li key={field.id} className={css.rightLine}>
              <span aria-hidden>{name}</span>
              <SelectField
                label={t("rights.of", { name })}
                bare
                value={rights[field.id] ?? "read"}
                onChange={(event) => put(field.id, event.target.value as Right)}
              >
                <option value="read">{t("rights.read")}</option>
                {isAsked(field.kind) && <option value="write">{t("rights.write")}</option>}
                <option value="hidden">{t("rights.hidden")}</option>
              </SelectField>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
