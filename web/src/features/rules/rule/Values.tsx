import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu } from "../../../ui";
import type { RuleDetail, ValueRow } from "../api/rules";
import { StageTag } from "../words/StageTag";
import { useRuleWords } from "../words/useRuleWords";
import css from "./rule.module.css";
import { Whose } from "./Whose";

interface Props {
  rule: RuleDetail;
  rows: readonly ValueRow[];
  title: string;
  /** Opens a change of this row; null for whoever may only read. */
  change: ((row: ValueRow, withdraw: boolean) => void) | null;
}

/** Values by scope: what holds, from when to when, who asked for it and who confirmed it. */
export function Values({ rule, rows, title, change }: Props) {
  const { t } = useTranslation("rules");
  const words = useRuleWords();
  return (
    <section className={css.section} aria-label={title}>
      <h3 className={css.heading}>{title}</h3>
      {rows.length === 0 && (
        <p className={css.none}>{t("values.none", { value: words.value(rule.unit, rule.default) })}</p>
      )}
      <ul className={css.rows}>
        {rows.map((row) => (
          <li key={`${row.scope.kind} ${row.scope.id ?? ""} ${row.version}`} className={css.row}>
            <div className={css.what}>
              <p className={css.line}>
                <span className={css.scope}>{words.scope(row.scope)}</span>
                <strong>{words.value(rule.unit, row.value)}</strong>
                {rule.carried === "enforced" && <StageTag stage={row.stage} />}
              </p>
              <Whose row={row} />
            </div>
            {change !== null && (
              <Menu
                align="end"
                trigger={
                  <IconButton label={t("values.acts", { scope: words.scope(row.scope) })}>
                    <Ellipsis size={18} strokeWidth={1.75} />
                  </IconButton>
                }
                groups={[
                  [
                    { id: "change", label: t("values.change"), onSelect: () => change(row, false) },
                    { id: "withdraw", label: t("values.withdraw"), onSelect: () => change(row, true) },
                  ],
                ]}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
