import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../../ui";
import { FieldInput } from "../FieldInput";
import { useFormState } from "../state";
import type { RowsBodyProps } from "./RowTable";
import css from "./rows.module.css";

/** Rows as cards, one below the other, as a phone has room for. */
export function RowCards({ field, label, columns, rows, keys, onCell, onRemove }: RowsBodyProps) {
  const { t } = useTranslation("approval-form");
  const state = useFormState();
  return (
    <ol className={css.cards} aria-label={label}>
      {rows.map((row, at) => (
        <li key={keys[at]} className={css.card}>
          <div className={css.cardHead}>
            <strong>{t("rows.nth", { n: at + 1 })}</strong>
            <IconButton label={t("rows.remove", { n: at + 1 })} onClick={() => onRemove(at)}>
              <Trash2 size={18} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </div>
          {columns
            .map((c) => ({ c, spot: { field: field.id, row: at, column: c.id } }))
            .filter(({ spot }) => state.shown(spot))
            .map(({ c, spot }) => (
              <FieldInput
                key={c.id}
                field={c}
                spot={spot}
                value={row[c.id]}
                onChange={(value) => onCell(at, c.id, value)}
              />
            ))}
        </li>
      ))}
    </ol>
  );
}
