import type { Field, Values } from "../../definition";
import { Explanation } from "../Explanation";
import { useWordsIn } from "../words";
import { FieldView } from "./FieldView";
import css from "./view.module.css";

/** Fields that take the whole line whatever their width says: what stands in them needs the room. */
const WIDE = new Set(["longtext", "rows", "attachment", "image", "related", "explanation", "signature"]);

/** A form to be read: its fields with what was filled in. Fields that are not to be seen are left out before. */
export function FormView({ fields, values }: { fields: readonly Field[]; values: Values }) {
  const said = useWordsIn();
  return (
    <dl className={css.form}>
      {fields.map((field) =>
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
    </dl>
  );
}
