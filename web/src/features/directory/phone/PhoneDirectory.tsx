import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { SearchField } from "../../../ui";
import { PersonCard } from "../card/PersonCard";
import { pathOf, type Tree } from "../model/tree";
import { DepartmentPeople } from "../people/DepartmentPeople";
import { SearchResults } from "../search/SearchResults";
import { usePlace } from "../state/place";
import { DepartmentLinks } from "./DepartmentLinks";
import css from "./PhoneDirectory.module.css";
import { PhoneHeader } from "./PhoneHeader";

/** One page at a time: the company, a department, a person. The way back is the browser's too. */
export function PhoneDirectory({ tree }: { tree: Tree }) {
  const { t } = useTranslation("directory");
  const own = useMe().account.department_id ?? "";
  const place = usePlace();
  const [typed, setTyped] = useState("");
  // One department above all others says nothing: what is below it comes at once.
  const top = tree.roots.length === 1 ? tree.roots[0] : undefined;
  const asked = place.departmentId === null ? undefined : tree.byId.get(place.departmentId);
  const department = asked ?? top;
  const path = department === undefined ? [] : pathOf(tree, department.id);
  const home = asked === undefined || asked.id === top?.id;
  const show = (id: string) => {
    setTyped("");
    place.showDepartment(id === top?.id ? null : id);
  };

  if (place.personId !== null) {
    return (
      <div className={css.page}>
        <PhoneHeader title={t("card.column")} onBack={() => place.showPerson(null)} />
        <div className={css.scroll}>
          <PersonCard
            key={place.personId}
            id={place.personId}
            onPerson={place.showPerson}
            onDepartment={show}
            onConversation={place.openConversation}
          />
        </div>
      </div>
    );
  }
  const links = (
    <DepartmentLinks
      path={path}
      below={department === undefined ? tree.roots : tree.childrenOf(department.id)}
      mine={home ? tree.byId.get(own) : undefined}
      onDepartment={show}
    />
  );
  return (
    <div className={css.page}>
      {home ? (
        <header className={css.home}>
          <h1>{t("title")}</h1>
        </header>
      ) : (
        <PhoneHeader
          title={asked.name}
          onBack={() => {
            const above = path.at(-2);
            if (above === undefined) place.showDepartment(null);
            else show(above.id);
          }}
        />
      )}
      <div className={css.search}>
        <SearchField value={typed} onChange={setTyped} label={t("search.placeholder")} clearLabel={t("search.clear")} />
      </div>
      {typed.trim() !== "" ? (
        <SearchResults
          typed={typed}
          departments={[...tree.byId.values()]}
          selected={null}
          onPerson={place.showPerson}
          onDepartment={show}
        />
      ) : department === undefined ? (
        <div className={css.scroll}>{links}</div>
      ) : (
        <DepartmentPeople
          department={department}
          deep={false}
          selected={null}
          onSelect={place.showPerson}
          above={links}
        />
      )}
    </div>
  );
}
