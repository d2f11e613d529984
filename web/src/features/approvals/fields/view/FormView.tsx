import { useTranslation } from "react-i18next";
import type { Field, Value, Values } from "../../definition";
import { Explanation } from "../Explanation";
import { useWordsIn } from "../words";
import { FieldView } from "./FieldView";
import css from "./view.module.css";

/** Fields that take the whole line whatever their width says: what stands in them needs the room. */
const WIDE = new Set(["longtext", "rows", "attachment", "image", "related", "explanation", "signature"]);

/** A form to be read: what was filled in, and at its end what was not. Fields that are not to be seen are left out before. */
export function FormView({ fields, values }: { fields: readonly Field[]; values: Values }) {
  const said = useWordsIn();
  const { t } = useTranslation("approval-form");
  const filled = (field: Field) => field.kind === "explanation" || !isNothing(values[field.id]);
  const empty = fields.filter((field) => !filled(field)).map((field) => said(field.label));
  return (
    <dl className={css.form}>
      {fields.filter(filled).map((field) =>
        field.kind === "explanation" ? (
          <div key={field.id} className={css.wide}>
            <dt className={css.hidden}>{said(field.label)}</dt>
            <dd>
              <Explanation label={said(field.label)} text={said(field.hint)} />
            </dd>
          </div>
        ) : (
          <div key={field.id} className={WIDE.has(field.kind) ? css.wide : css.pair}>
            <dt>{said(field.label)}</dt>
            <dd>
              <FieldView field={field} value={values[field.id]} />
            </dd>
          </div>
        ),
      )}
      {empty.length > 0 && (
        <div className={css.wide}>
          <dt>{t("view.nothing")}</dt>
          <dd className={css.nothing}>{empty.join(t("view.and"))}</dd>
        </div>
      )}
    </dl>
  );
}

const isNothing = (value: Value | undefined) => value === undefined || value === null || value === "";
