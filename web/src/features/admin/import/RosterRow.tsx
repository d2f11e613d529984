import { ArrowRight, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ImportRow } from "../api/imports";
import css from "./RowList.module.css";
import { useCodeWords, useFieldWords, useValueWords } from "./words";

/** One line: who it is about, and what changes or what is wrong. Cells are only ever shown as text. */
export function RosterRow({ row }: { row: ImportRow }) {
  const { t } = useTranslation("admin");
  const sentence = useCodeWords();
  const fieldName = useFieldWords();
  const shown = useValueWords();
  return (
    <div className={css.row}>
      <span className={css.line}>{row.line > 0 ? t("row.at_line", { line: row.line }) : t("row.no_line")}</span>
      <span className={css.who}>
        <bdi className={css.name}>{row.name || t("row.no_name")}</bdi>
        <bdi className={css.number}>{row.number}</bdi>
      </span>
      <span className={css.what}>
        {row.changes.map((c) => (
          <span key={c.field} className={css.change}>
            <span className={css.label}>{fieldName(c.field)}</span>
            {row.kind !== "create" && (
              <>
                <span className={css.from}>{shown(c.field, c.from)}</span>
                <ArrowRight
                  size={13}
                  strokeWidth={1.75}
                  className={css.arrow}
                  role="img"
                  aria-label={t("row.becomes")}
                />
              </>
            )}
            <bdi className={css.to}>{shown(c.field, c.to)}</bdi>
          </span>
        ))}
        {row.faults.map((f, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the faults of a line never move
          <span key={i} className={css.fault}>
            {f.column !== "" && <bdi className={css.label}>{f.column}</bdi>}
            {sentence(f)}
            {f.value !== "" && <bdi className={css.value}>{f.value}</bdi>}
          </span>
        ))}
        {(row.notices ?? []).map((n) => (
          <span key={n.code} className={css.notice}>
            <TriangleAlert size={14} strokeWidth={1.75} role="img" aria-label={t("row.notice")} />
            {sentence(n)}
          </span>
        ))}
        {row.kind === "leave" && row.line === 0 && <span>{t("row.missing")}</span>}
      </span>
    </div>
  );
}
