import { useTranslation } from "react-i18next";
import { type Counts, OUTCOMES, type TrialResult } from "../api/trials";
import rule from "../rule/rule.module.css";
import css from "./trial.module.css";

/** What the rule said then and what it would say, for the whole company and by department. */
export function OutcomeTable({ result }: { result: TrialResult }) {
  const { t } = useTranslation("rules");
  // What stops people comes first: on a phone it is seen without sliding the table.
  const outcomes = [...OUTCOMES].reverse().filter((o) => result.before[o] > 0 || result.after[o] > 0);
  const rows = [
    { id: "", name: t("trial.whole"), facts: result.facts, before: result.before, after: result.after },
    ...result.departments.map((d) => ({
      id: d.department.id,
      name: d.department.name || t("trial.no_department"),
      ...d,
    })),
  ];
  if (result.facts === 0) return null;
  return (
    <section className={rule.section} aria-label={t("trial.by_department")}>
      <h3 className={rule.heading}>{t("trial.by_department")}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must scroll by keys */}
      <section className={css.scroll} tabIndex={0} aria-label={t("trial.table")}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t("trial.department")}</th>
              <th scope="col">{t("trial.cases")}</th>
              {outcomes.map((o) => (
                <th key={o} scope="col">
                  {t(`outcome.${o}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-whole={row.id === "" || undefined}>
                <th scope="row">{row.name}</th>
                <td>{row.facts.toLocaleString()}</td>
                {outcomes.map((o) => (
                  <td key={o}>
                    <Shift before={row.before} after={row.after} outcome={o} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Shift({ before, after, outcome }: { before: Counts; after: Counts; outcome: keyof Counts }) {
  const { t } = useTranslation("rules");
  const [was, is] = [before[outcome] ?? 0, after[outcome] ?? 0];
  if (was === is) return <span className={css.same}>{was.toLocaleString()}</span>;
  return (
    <span className={css.shift}>
      {t("trial.shift", { was: was.toLocaleString(), is: is.toLocaleString() })}
      <span className={css.difference} data-more={is > was || undefined} data-bad={outcome === "block" || undefined}>
        {is > was ? `+${(is - was).toLocaleString()}` : `−${(was - is).toLocaleString()}`}
      </span>
    </span>
  );
}
