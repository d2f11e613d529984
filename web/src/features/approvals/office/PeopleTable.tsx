import { useTranslation } from "react-i18next";
import type { PersonLoad } from "../api/work";
import css from "./office.module.css";
import { useTime } from "./useTime";

/** For whom most is waiting. */
export function PeopleTable({ people }: { people: PersonLoad[] }) {
  const { t } = useTranslation("approvals");
  const time = useTime();
  return (
    <section className={css.block} aria-label={t("office.people")}>
      <h3 className={css.name}>{t("office.people")}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is moved sideways must be reached by keys */}
      <section className={css.scroll} aria-label={t("office.people")} tabIndex={0}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t("office.person")}</th>
              <th scope="col">{t("office.open")}</th>
              <th scope="col">{t("office.late")}</th>
              <th scope="col">{t("office.decided")}</th>
              <th scope="col">{t("office.median")}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr key={one.person.id}>
                <th scope="row">
                  {one.person.name}
                  <span className={css.hint}> {one.person.department_name}</span>
                </th>
                <td>{one.open}</td>
                <td className={one.overdue > 0 ? css.bad : undefined}>{one.overdue}</td>
                <td>{one.decided}</td>
                <td>{one.decided > 0 ? time(one.median_ms) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
