import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, Skeleton } from "../../../ui";
import type { AdminPerson, HandedOut } from "../api/admin";
import { peopleQuery } from "../api/queries";
import { SlipsView } from "../slips/SlipsView";
import type { PersonAct } from "./acts";
import { Filters } from "./Filters";
import { usePeopleFilter } from "./filter";
import { LeaderBar } from "./LeaderBar";
import css from "./PeoplePage.module.css";
import { PeopleTable } from "./PeopleTable";
import { PersonDialogs } from "./PersonDialogs";

/** All accounts, and what may be done with each. */
export function PeoplePage() {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const [filter, change] = usePeopleFilter();
  const list = useInfiniteQuery(peopleQuery(filter));
  const [act, setAct] = useState<{ kind: PersonAct; person: AdminPerson } | null>(null);
  const [slips, setSlips] = useState<HandedOut[] | null>(null);
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = filter.q !== "" || filter.department !== "" || filter.status !== "all";

  return (
    <div className={css.page}>
      <header className={css.header}>
        <h2 className={css.title}>{t("part.people")}</h2>
        <Filters filter={filter} change={change} />
        {filter.department !== "" && <LeaderBar departmentId={filter.department} />}
      </header>
      {list.isPending && <Skeleton rows={10} label={t("people.loading")} />}
      {list.isError && people.length === 0 && (
        <ErrorState
          title={t("people.failed")}
          text={words(list.error)}
          action={<Button onClick={() => void list.refetch()}>{t("retry")}</Button>}
        />
      )}
      {list.isSuccess && people.length === 0 && (
        <EmptyState
          title={t(filtered ? "people.none_found" : "people.none")}
          text={t(filtered ? "people.none_found_text" : "people.none_text")}
          actions={
            filtered && (
              <Button onClick={() => change({ q: null, department: null, status: null })}>{t("people.clear")}</Button>
            )
          }
        />
      )}
      {people.length > 0 && (
        <PeopleTable
          people={people}
          onEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
          onAct={(kind, person) => setAct({ kind, person })}
        />
      )}
      {act && (
        <PersonDialogs
          key={`${act.kind} ${act.person.person.id}`}
          act={act.kind}
          person={act.person}
          onClose={() => setAct(null)}
          onSlips={(items) => {
            setAct(null);
            setSlips(items);
          }}
        />
      )}
      {slips && <SlipsView items={slips} onClose={() => setSlips(null)} />}
    </div>
  );
}
