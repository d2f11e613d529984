import { Check, Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "../../../platform/queries";
import { messaging } from "../api/messaging";
import type { Person } from "../model/types";
import { PersonAvatar } from "../words/PersonAvatar";
import { PersonRow } from "./PersonRow";
import styles from "./people.module.css";
import { RowsSkeleton } from "./RowsSkeleton";

interface Props {
  /** Who is already chosen; null when one click is the choice. */
  chosen: Person[] | null;
  /** Nobody chooses these: oneself, or who is already in the group. */
  without: ReadonlySet<string>;
  /** Shown while nothing is typed. */
  suggested: Person[];
  onToggle(person: Person): void;
}

/** People by name, pinyin or number; arrow keys and Enter choose. */
export function PeoplePicker({ chosen, without, suggested, onToggle }: Props) {
  const { t } = useTranslation("messages");
  const [typed, setTyped] = useState("");
  const query = useSettled(typed.trim(), 150);
  const [at, setAt] = useState(0);
  const found = useQuery({
    queryKey: ["messages", "people", query],
    queryFn: ({ signal }) => messaging.searchPeople(query, signal),
    enabled: query !== "",
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  const source = query === "" ? suggested : (found.data?.items ?? []);
  const people = source.filter((p) => !without.has(p.id) && p.status === "active");
  const isChosen = (p: Person) => chosen?.some((c) => c.id === p.id) ?? false;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, people.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && people[at] !== undefined) onToggle(people[at]);
    else if (event.key === "Backspace" && typed === "" && chosen !== null && chosen.length > 0) {
      onToggle(chosen[chosen.length - 1] as Person);
    } else return;
    event.preventDefault();
  };

  return (
    <div className={styles.picker}>
      {chosen !== null && chosen.length > 0 && (
        <ul className={styles.chips} aria-label={t("group.picked", { n: chosen.length })}>
          {chosen.map((person) => (
            <li key={person.id} className={styles.chip}>
              <PersonAvatar person={person} size={20} />
              {person.name}
              <button
                type="button"
                aria-label={t("people.remove", { name: person.name })}
                onClick={() => onToggle(person)}
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.searchBox}>
        <Search size={16} aria-hidden />
        <input
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          placeholder={t("people.search")}
          aria-label={t("people.search")}
          role="combobox"
          aria-expanded={people.length > 0}
          aria-controls="people-list"
          aria-activedescendant={people[at] === undefined ? undefined : `people-${people[at].id}`}
          // biome-ignore lint/a11y/noAutofocus: the dialog is opened to search
          autoFocus
        />
      </div>
      <div
        id="people-list"
        className={styles.results}
        role="listbox"
        aria-multiselectable={chosen !== null || undefined}
        aria-label={t("group.pick")}
      >
        {query !== "" && found.isPending ? <RowsSkeleton count={5} /> : null}
        {people.map((person, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the search box
          <div
            key={person.id}
            id={`people-${person.id}`}
            role="option"
            aria-selected={isChosen(person)}
            tabIndex={-1}
            data-at={index === at || undefined}
            className={styles.option}
            onMouseMove={() => setAt(index)}
            onClick={() => onToggle(person)}
          >
            <PersonRow
              person={person}
              end={isChosen(person) ? <Check size={18} className={styles.tick} aria-hidden /> : null}
            />
          </div>
        ))}
      </div>
      {people.length === 0 && !(query !== "" && found.isPending) && (
        <p className={styles.note}>
          {found.isError ? t("people.search_failed") : query === "" ? t("people.start") : t("people.none", { query })}
        </p>
      )}
    </div>
  );
}

function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
