import { Building2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Department, useProblemWords } from "../../../platform/api";
import { keepPreviousData, useQuery } from "../../../platform/queries";
import { Button, EmptyState, ErrorState, Skeleton } from "../../../ui";
import { SEARCH_LIMIT, searchQuery } from "../api/queries";
import { partsWith } from "../model/highlight";
import { findDepartments } from "../model/tree";
import { Highlight } from "../people/Highlight";
import { PeopleList } from "../people/PeopleList";
import { useSettled } from "../state/useSettled";
import css from "./SearchResults.module.css";

interface Props {
  typed: string;
  departments: readonly Department[];
  selected: string | null;
  onPerson: (id: string) => void;
  onDepartment: (id: string) => void;
}

/** Below what the eye takes for a delay, above what a fast typist needs for a letter. */
const SETTLE_MS = 70;

/** Found while typing. An answer to older letters is dropped: the cache knows which letters it answers. */
export function SearchResults({ typed, departments, selected, onPerson, onDepartment }: Props) {
  const { t } = useTranslation("directory");
  const words = useProblemWords();
  const query = useSettled(typed.trim(), SETTLE_MS);
  const found = useQuery({ ...searchQuery(query), placeholderData: keepPreviousData });
  const places = findDepartments(departments, query, 4);
  const people = found.data?.items ?? [];
  if (found.isError) {
    return (
      <ErrorState
        title={t("search.failed")}
        text={words(found.error)}
        action={<Button onClick={() => void found.refetch()}>{t("retry")}</Button>}
      />
    );
  }
  if (found.data === undefined) return <Skeleton rows={6} label={t("search.loading")} />;
  const waiting = found.isPlaceholderData;
  if (people.length === 0 && places.length === 0 && !waiting) {
    return <EmptyState title={t("search.none", { query })} text={t("search.none_hint")} />;
  }
  return (
    <div className={css.results}>
      {places.length > 0 && (
        <ul className={css.places} aria-label={t("search.departments")}>
          {places.map((d) => (
            <li key={d.id}>
              <button type="button" className={css.place} onClick={() => onDepartment(d.id)}>
                <Building2 size={16} strokeWidth={1.75} aria-hidden />
                <span className={css.name}>
                  <Highlight parts={partsWith(d.name, query)} />
                </span>
                <span className={css.count}>{t("people.count", { count: d.people_count })}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className={css.note} role="status">
        {people.length === 0
          ? t("search.no_people")
          : people.length >= SEARCH_LIMIT
            ? t("search.many", { count: SEARCH_LIMIT })
            : t("search.found", { count: people.length })}
      </p>
      {people.length > 0 && (
        <PeopleList
          key={query}
          label={t("search.people")}
          people={people}
          selected={selected}
          onSelect={onPerson}
          query={query}
        />
      )}
    </div>
  );
}
