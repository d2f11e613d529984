import { UsersRound, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { IconButton, SearchField } from "../../ui";
import { DepartmentCard } from "./card/DepartmentCard";
import { PersonCard } from "./card/PersonCard";
import css from "./DirectoryPage.module.css";
import { pathOf, rowsOf, type Tree } from "./model/tree";
import { DepartmentPeople } from "./people/DepartmentPeople";
import { PeopleHeader } from "./people/PeopleHeader";
import { SearchResults } from "./search/SearchResults";
import { useOpenDepartments } from "./state/openDepartments";
import { usePlace } from "./state/place";
import { DepartmentTree } from "./tree/DepartmentTree";

/** Tree, people and card beside each other. */
export function DirectoryColumns({ tree }: { tree: Tree }) {
  const { t } = useTranslation("directory");
  const own = useMe().account.department_id ?? ""; // the first administrator has none
  const place = usePlace();
  const [typed, setTyped] = useState("");
  const [deep, setDeep] = useState(false);
  const middle = useRef<HTMLElement>(null);
  const first = tree.byId.has(own) ? own : (tree.roots[0]?.id ?? "");
  const asked = place.departmentId;
  const chosen = asked !== null && tree.byId.has(asked) ? asked : first;
  const department = tree.byId.get(chosen);
  const path = pathOf(tree, chosen);

  const opened = useOpenDepartments((s) => s.ids);
  const setOpen = useOpenDepartments((s) => s.set);
  const reveal = useOpenDepartments((s) => s.reveal);
  const rows = useMemo(() => rowsOf(tree, opened ?? new Set(tree.roots.map((d) => d.id))), [tree, opened]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was closed by hand afterwards stays closed
  useEffect(() => {
    const above = path.slice(0, -1).map((d) => d.id);
    const roots = opened === null ? tree.roots.map((d) => d.id) : [];
    reveal([...roots, ...above]);
  }, [chosen]);

  const showDepartment = (id: string) => {
    setTyped("");
    place.showDepartment(id);
  };
  const intoResults = () => middle.current?.querySelector<HTMLElement>("[role=listbox]")?.focus();
  if (department === undefined) return null;
  const mine = tree.byId.get(own);

  return (
    <div className={css.page}>
      <h1 className={css.spoken}>{t("title")}</h1>
      <section className={css.tree} aria-label={t("tree.label")}>
        <div className={css.top}>
          <SearchField
            value={typed}
            onChange={setTyped}
            onDown={intoResults}
            label={t("search.placeholder")}
            clearLabel={t("search.clear")}
          />
        </div>
        {mine !== undefined && (
          <button
            type="button"
            className={css.mine}
            aria-current={chosen === own || undefined}
            onClick={() => showDepartment(own)}
          >
            <UsersRound size={16} strokeWidth={1.75} aria-hidden />
            <span>{t("tree.mine")}</span>
            <span className={css.mineName}>{mine.name}</span>
          </button>
        )}
        <DepartmentTree tree={tree} rows={rows} selected={chosen} onSelect={showDepartment} onOpen={setOpen} />
      </section>

      <section ref={middle} className={css.people} aria-label={t("people.label")}>
        {typed.trim() !== "" ? (
          <SearchResults
            typed={typed}
            departments={[...tree.byId.values()]}
            selected={place.personId}
            onPerson={place.showPerson}
            onDepartment={showDepartment}
          />
        ) : (
          <>
            <PeopleHeader
              path={path}
              deep={deep}
              onDeep={tree.childrenOf(chosen).length > 0 ? setDeep : null}
              onDepartment={showDepartment}
            />
            <DepartmentPeople
              department={department}
              deep={deep && tree.childrenOf(chosen).length > 0}
              selected={place.personId}
              onSelect={place.showPerson}
              onDeep={() => setDeep(true)}
            />
          </>
        )}
      </section>

      <aside className={css.card} data-open={place.personId !== null || undefined} aria-label={t("card.column")}>
        {place.personId === null ? (
          <DepartmentCard
            department={department}
            tree={tree}
            onPerson={place.showPerson}
            onDepartment={showDepartment}
          />
        ) : (
          <>
            <IconButton label={t("card.close")} className={css.close} onClick={() => place.showPerson(null)}>
              <X size={18} strokeWidth={1.75} aria-hidden />
            </IconButton>
            <PersonCard
              key={place.personId}
              id={place.personId}
              onPerson={place.showPerson}
              onDepartment={showDepartment}
              onConversation={place.openConversation}
            />
          </>
        )}
      </aside>
    </div>
  );
}
