import { useTranslation } from "react-i18next";
import type { TemplateFigures } from "../api/work";
import css from "./office.module.css";
import { useTime } from "./useTime";

/** One kind of approval: what became of those of the span, and how long each step takes. */
export function TemplateFiguresView({ of }: { of: TemplateFigures }) {
  const { t } = useTranslation("approvals");
  const time = useTime();
  const decided = of.approved + of.rejected;
  return (
    <section className={css.block} aria-label={of.template.name}>
      <h3 className={css.name}>{of.template.name}</h3>
      <p className={css.sum}>
        {t("office.sum", {
          opened: of.opened,
          approved: of.approved,
          rejected: of.rejected,
          withdrawn: of.withdrawn,
          running: of.running,
        })}
        {decided > 0 && t("office.sum_time", { median: time(of.median_ms), p90: time(of.p90_ms) })}
      </p>
      {of.steps.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is moved sideways must be reached by keys
        <section className={css.scroll} aria-label={t("office.steps_of", { name: of.template.name })} tabIndex={0}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t("office.step")}</th>
                <th scope="col">{t("office.decided")}</th>
                <th scope="col">{t("office.late")}</th>
                <th scope="col">{t("office.median")}</th>
                <th scope="col">{t("office.p90")}</th>
                <th scope="col">{t("office.open")}</th>
              </tr>
            </thead>
            <tbody>
              {of.steps.map((s) => (
                <tr key={s.step}>
                  <th scope="row">{s.name}</th>
                  <td>{s.decided}</td>
                  <td className={s.overdue > 0 ? css.bad : undefined}>{s.overdue}</td>
                  <td>{s.decided > 0 ? time(s.median_ms) : "–"}</td>
                  <td>{s.decided > 0 ? time(s.p90_ms) : "–"}</td>
                  <td>
                    {s.open}
                    {s.open_overdue > 0 && (
                      <span className={css.bad}> {t("office.of_late", { n: s.open_overdue })}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
