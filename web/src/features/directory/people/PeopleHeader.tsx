import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Department } from "../../../platform/api";
import { PaneTitle } from "../../../ui";
import css from "./PeopleHeader.module.css";

interface Props {
  path: readonly Department[];
  deep: boolean;
  /** Null where nothing is below. */
  onDeep: ((deep: boolean) => void) | null;
  onDepartment: (id: string) => void;
}

/** Which department it is, where it belongs, and whether those below are meant too. */
export function PeopleHeader({ path, deep, onDeep, onDepartment }: Props) {
  const { t } = useTranslation("directory");
  const department = path.at(-1);
  if (department === undefined) return null;
  const count = deep ? department.people_count : department.direct_count;
  return (
    <header className={css.header}>
      <div className={css.words}>
        <PaneTitle level={2} count={t("people.count", { count })}>
          {department.name}
        </PaneTitle>
        {path.length > 1 && (
          <nav className={css.path} aria-label={t("path.label")}>
            {path.slice(0, -1).map((d, i) => (
              <Fragment key={d.id}>
                {i > 0 && <i aria-hidden>/</i>}
                <button type="button" onClick={() => onDepartment(d.id)}>
                  {d.name}
                </button>
              </Fragment>
            ))}
          </nav>
        )}
      </div>
      {onDeep !== null && (
        <label className={css.deep}>
          <input type="checkbox" checked={deep} onChange={(event) => onDeep(event.target.checked)} />
          {t("people.deep")}
        </label>
      )}
    </header>
  );
}
