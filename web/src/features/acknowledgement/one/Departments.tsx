import { useTranslation } from "react-i18next";
import type { DemandState } from "../api/types";
import css from "./one.module.css";

interface Choice {
  state: DemandState;
  /** Empty: all. */
  chosen: string;
  onChoose: (department: string) => void;
}

/** The departments with their counts; choosing one narrows the list of people. */
export function Departments({ state, chosen, onChoose }: Choice) {
  const { t } = useTranslation("acknowledgement");
  const rows = [{ id: "", name: t("all_departments"), depth: 0, ...state.totals }, ...state.items];
  return (
    <nav className={css.side} aria-label={t("departments")}>
      <ul>
        {rows.map((d) => (
          <li key={d.id}>
            <button
              type="button"
              className={css.department}
              style={{ paddingLeft: 12 + 14 * Math.min(d.depth, 5) }}
              aria-pressed={d.id === chosen}
              onClick={() => onChoose(d.id)}
            >
              <span className={css.name}>{d.name}</span>
              {d.overdue > 0 && <span className={css.late}>{t("late", { n: d.overdue })}</span>}
              <span className={css.figure}>
                {d.done}/{d.asked}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same where there is no room beside the people. */
export function DepartmentChoice({ state, chosen, onChoose }: Choice) {
  const { t } = useTranslation("acknowledgement");
  return (
    <select
      className={css.select}
      aria-label={t("departments")}
      value={chosen}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{`${t("all_departments")} ${state.totals.done}/${state.totals.asked}`}</option>
      {state.items.map((d) => (
        <option key={d.id} value={d.id}>
          {`${"\u3000".repeat(Math.min(d.depth, 5))}${d.name} ${d.done}/${d.asked}`}
        </option>
      ))}
    </select>
  );
}
