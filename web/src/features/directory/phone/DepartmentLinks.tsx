import { Building2, ChevronRight, UsersRound } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Department } from "../../../platform/api";
import css from "./PhoneDirectory.module.css";

interface Props {
  path: readonly Department[];
  below: readonly Department[];
  mine: Department | undefined;
  onDepartment: (id: string) => void;
}

/** The way up and the ways down from a department. */
export function DepartmentLinks({ path, below, mine, onDepartment }: Props) {
  const { t } = useTranslation("directory");
  return (
    <>
      {path.length > 1 && (
        <nav className={css.crumbs} aria-label={t("path.label")}>
          {path.map((d, i) => (
            <Fragment key={d.id}>
              {i > 0 && <ChevronRight size={14} aria-hidden />}
              {i === path.length - 1 ? (
                <span aria-current="page">{d.name}</span>
              ) : (
                <button type="button" onClick={() => onDepartment(d.id)}>
                  {d.name}
                </button>
              )}
            </Fragment>
          ))}
        </nav>
      )}
      <ul className={css.links} aria-label={t("department.list")}>
        {mine !== undefined && (
          <li>
            <button type="button" className={css.link} onClick={() => onDepartment(mine.id)}>
              <span className={`${css.tile} ${css.own}`} aria-hidden>
                <UsersRound size={20} strokeWidth={1.75} />
              </span>
              <span className={css.linkWords}>
                <span className={css.linkName}>{t("tree.mine")}</span>
                <span className={css.linkSub}>{mine.name}</span>
              </span>
              <ChevronRight size={18} strokeWidth={1.75} aria-hidden />
            </button>
          </li>
        )}
        {below.map((d) => (
          <li key={d.id}>
            <button type="button" className={css.link} onClick={() => onDepartment(d.id)}>
              <span className={css.tile} aria-hidden>
                <Building2 size={20} strokeWidth={1.75} />
              </span>
              <span className={css.linkName}>{d.name}</span>
              <span className={css.linkCount}>{d.people_count.toLocaleString()}</span>
              <ChevronRight size={18} strokeWidth={1.75} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
