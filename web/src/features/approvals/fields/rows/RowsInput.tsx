import { Plus } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui";
import type { Row, Value } from "../../definition";
import { Group } from "../Group";
import { useNarrow } from "../narrow";
import type { InputProps } from "../props";
import { keysFor } from "./keys";
import { RowCards } from "./RowCards";
import { RowTable } from "./RowTable";
import css from "./rows.module.css";
import { useStart } from "./useStart";
import { initialValues, rowsOf } from "./values";

const MANY = 200;

/** Rows of the same columns: a table, and on a phone one card for each. */
export function RowsInput({ field, value, onChange, ...frame }: InputProps) {
  const { t } = useTranslation("approval-form");
  const phone = useNarrow();
  const start = useStart();
  const rows = rowsOf(value);
  const keys = useRef<readonly number[]>([]);
  keys.current = keysFor(keys.current, rows.length);
  const max = field.max_count || MANY;
  const columns = field.columns ?? [];

  const put = (next: Row[]) => onChange(next.length === 0 ? null : next);
  const remove = (at: number) => {
    keys.current = keys.current.filter((_, n) => n !== at);
    put(rows.filter((_, n) => n !== at));
  };
  const change = (at: number, column: string, cell: Value) =>
    put(
      rows.map((row, n) => {
        if (n !== at) return row;
        const { [column]: _, ...rest } = row;
        return cell === null ? rest : { ...rest, [column]: cell };
      }),
    );
  const Body = phone ? RowCards : RowTable;
  return (
    <Group {...frame}>
      {rows.length > 0 && (
        <Body
          field={field}
          label={frame.label}
          columns={columns}
          rows={rows}
          keys={keys.current}
          onCell={change}
          onRemove={remove}
        />
      )}
      <div className={css.foot}>
        <Button
          icon={<Plus size={16} strokeWidth={1.75} aria-hidden />}
          disabled={rows.length >= max}
          onClick={() => put([...rows, initialValues(columns, start)])}
        >
          {t("rows.add")}
        </Button>
        <span className={css.count} role="status">
          {rows.length >= max ? t("rows.full", { max }) : t("rows.count", { count: rows.length })}
        </span>
      </div>
    </Group>
  );
}
