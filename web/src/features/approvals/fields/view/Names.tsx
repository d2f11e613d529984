import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../../../ui";
import { useDepartmentNames, usePeople } from "../people/names";
import { useRelated } from "../related/queries";
import related from "../related/related.module.css";
import css from "./view.module.css";

export function PeopleView({ ids }: { ids: readonly string[] }) {
  const people = usePeople(ids);
  return (
    <ul className={css.people}>
      {people.map((person) => (
        <li key={person.id} className={css.person}>
          <Avatar person={person} size={22} />
          {person.name || "…"}
        </li>
      ))}
    </ul>
  );
}

export function DepartmentsView({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation("approval-form");
  const nameOf = useDepartmentNames();
  return ids.map((id) => nameOf(id) || "…").join(t("view.and"));
}

export function RelatedView({ ids }: { ids: readonly string[] }) {
  const rows = useRelated(ids);
  return (
    <ul className={css.list}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to="/approvals/$approvalId" params={{ approvalId: row.id }} className={related.link ?? ""}>
            <span className={related.serial}>{row.serial || "…"}</span>
            <span className={related.title}>{row.title}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
