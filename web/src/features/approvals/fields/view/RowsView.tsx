import { useTranslation } from "react-i18next";
import type { Field, Value } from "../../definition";
import { useNarrow } from "../narrow";
import rows from "../rows/rows.module.css";
import { rowsOf } from "../rows/values";
import { useWordsIn } from "../words";
import { FieldView } from "./FieldView";
import css from "./view.module.css";

/** Rows to be read: a table, and on a phone one card for each. */
export function RowsView({ field, value }: { field: Field; value: Value }) {
  const { t } = useTranslation("approval-form");
  const said = useWordsIn();
  const phone = useNarrow();
  const columns = field.columns ?? [];
  const all = rowsOf(value);
  const label = said(field.label);
  if (phone) {
    return (
      <ol className={rows.cards} aria-label={label}>
        {all.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was filled in does not move
          <li key={at} className={css.card}>
            <strong>{t("rows.nth", { n: at + 1 })}</strong>
            <dl className={css.pairs}>
              {columns.map((c) => (
                <div key={c.id}>
                  <dt>{said(c.label)}</dt>
                  <dd>
                    <FieldView field={c} value={row[c.id]} />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={rows.frame} aria-label={label} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t("rows.no")}</th>
            {columns.map((c) => (
              <th key={c.id} scope="col">
                {said(c.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was filled in does not move
            <tr key={at}>
              <th scope="row">{at + 1}</th>
              {columns.map((c) => (
                <td key={c.id}>
                  <FieldView field={c} value={row[c.id]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
