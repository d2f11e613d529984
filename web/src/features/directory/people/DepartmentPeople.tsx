import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Department, useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, Skeleton } from "../../../ui";
import { peopleQuery } from "../api/queries";
import { PeopleList } from "./PeopleList";
import css from "./PeopleList.module.css";

interface Props {
  department: Department;
  deep: boolean;
  selected: string | null;
  onSelect: (id: string) => void;
  /** Offered where only the departments below have people. */
  onDeep?: () => void;
  above?: ReactNode;
}

/** The people of one department, heads first, page after page. */
export function DepartmentPeople({ department, deep, selected, onSelect, onDeep, above }: Props) {
  const { t } = useTranslation("directory");
  const words = useProblemWords();
  const pages = useInfiniteQuery(peopleQuery(department.id, deep));
  if (pages.isPending) {
    return (
      <div className={css.rest}>
        {above}
        <Skeleton rows={department.direct_count > 0 ? 8 : 3} label={t("people.loading")} />
      </div>
    );
  }
  if (pages.isError && pages.data === undefined) {
    return (
      <div className={css.rest}>
        {above}
        <ErrorState
          title={t("people.failed")}
          text={words(pages.error)}
          action={<Button onClick={() => void pages.refetch()}>{t("retry")}</Button>}
        />
      </div>
    );
  }
  const people = pages.data.pages.flatMap((page) => page.items);
  if (people.length === 0)
    return <div className={css.rest}>{above ?? <Nobody {...{ department, deep, onDeep }} />}</div>;
  return (
    <PeopleList
      key={`${department.id} ${deep}`}
      label={t("people.of", { name: department.name })}
      people={people}
      selected={selected}
      onSelect={onSelect}
      heads={department.head_ids}
      deputies={department.deputy_ids}
      home={department.id}
      more={pages.hasNextPage && !pages.isFetchingNextPage}
      onEnd={() => void pages.fetchNextPage()}
      above={above}
    />
  );
}

function Nobody({
  department,
  deep,
  onDeep,
}: {
  department: Department;
  deep: boolean;
  onDeep: (() => void) | undefined;
}) {
  const { t } = useTranslation("directory");
  const below = !deep && department.people_count > 0;
  return (
    <EmptyState
      title={t("people.empty")}
      text={below ? t("people.empty_below", { count: department.people_count }) : t("people.empty_hint")}
      actions={below && onDeep !== undefined ? <Button onClick={onDeep}>{t("people.show_below")}</Button> : null}
    />
  );
}
