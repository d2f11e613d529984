import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../../ui";
import type { Field, Row, Value } from "../../definition";
import { FieldInput } from "../FieldInput";
import { useFormState } from "../state";
import { useWordsIn } from "../words";
import css from "./rows.module.css";

export interface RowsBodyProps {
  field: Field;
  label: string;
  columns: readonly Field[];
  rows: readonly Row[];
  keys: readonly number[];
  onCell: (row: number, column: string, value: Value) => void;
  onRemove: (row: number) => void;
}

/** Rows as a table; a wide one is moved sideways in its own frame. */
export function RowTable({ field, label, columns, rows, keys, onCell, onRemove }: RowsBodyProps) {
  const { t } = useTranslation("approval-form");
  const said = useWordsIn();
  const state = useFormState();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={css.frame} aria-label={label} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col" className={css.no}>
              {t("rows.no")}
            </th>
            {columns.map((c) => (
              <th key={c.id} scope="col" data-kind={c.kind} data-must={c.required || undefined}>
                {said(c.label)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={keys[at]}>
              <th scope="row" className={css.no}>
                {at + 1}
              </th>
              {columns.map((c) => (
                <td key={c.id}>
                  {state.shown({ field: field.id, row: at, column: c.id }) && (
                    <FieldInput
                      field={c}
                      spot={{ field: field.id, row: at, column: c.id }}
                      value={row[c.id]}
                      bare
                      label={t("rows.cell", { label: said(c.label), n: at + 1 })}
                      onChange={(value) => onCell(at, c.id, value)}
                    />
                  )}
                </td>
              ))}
              <td className={css.act}>
                <IconButton label={t("rows.remove", { n: at + 1 })} onClick={() => onRemove(at)}>
                  <Trash2 size={16} strokeWidth={1.75} aria-hidden />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
