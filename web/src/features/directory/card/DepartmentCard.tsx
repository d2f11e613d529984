import { Building2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Department } from "../../../platform/api";
import { useQueries } from "../../../platform/queries";
import { Avatar, Tag } from "../../../ui";
import { personQuery } from "../api/queries";
import { pathOf, type Tree } from "../model/tree";
import css from "./Card.module.css";

interface Props {
  department: Department;
  tree: Tree;
  onPerson: (id: string) => void;
  onDepartment: (id: string) => void;
}

/** What stands beside the people while nobody is chosen: who leads the department and what is below it. */
export function DepartmentCard({ department, tree, onPerson, onDepartment }: Props) {
  const { t } = useTranslation("directory");
  const below = tree.childrenOf(department.id);
  const leaders = [...department.head_ids, ...department.deputy_ids].slice(0, 6);
  const cards = useQueries({ queries: leaders.map((id) => personQuery(id)) });
  const path = pathOf(tree, department.id).slice(0, -1);
  return (
    <article className={css.card} aria-label={t("card.label", { name: department.name })}>
      <header className={css.head}>
        <span className={css.house} aria-hidden>
          <Building2 size={30} strokeWidth={1.6} />
        </span>
        <h2 className={css.title}>{department.name}</h2>
        <p className={css.sub}>
          {[...path.map((d) => d.name).slice(-1), t("people.count", { count: department.people_count })].join(" · ")}
        </p>
      </header>
      {leaders.length > 0 && (
        <section className={css.section}>
          <h3>{t("department.leaders")}</h3>
          {cards.map((card, index) =>
            card.data === undefined ? null : (
              <button
                key={card.data.id}
                type="button"
                className={css.row}
                onClick={() => onPerson(leaders[index] ?? "")}
              >
                <Avatar person={card.data} size={28} />
                <span className={css.rowName}>{card.data.name}</span>
                <Tag tone={index < department.head_ids.length ? "primary" : "plain"}>
                  {index < department.head_ids.length ? t("rank.head") : t("rank.deputy")}
                </Tag>
              </button>
            ),
          )}
        </section>
      )}
      {below.length > 0 && (
        <section className={css.section}>
          <h3>{t("department.below", { count: below.length })}</h3>
          {below.slice(0, 30).map((d) => (
            <button key={d.id} type="button" className={css.row} onClick={() => onDepartment(d.id)}>
              <span className={css.rowName}>{d.name}</span>
              <span className={css.rowEnd}>{d.people_count.toLocaleString()}</span>
            </button>
          ))}
        </section>
      )}
    </article>
  );
}
