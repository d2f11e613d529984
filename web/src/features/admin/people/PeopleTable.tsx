import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { AdminPerson } from "../api/admin";
import type { PersonAct } from "./acts";
import css from "./PeopleTable.module.css";
import { PersonRow } from "./PersonRow";

interface Props {
  people: readonly AdminPerson[];
  /** Called when the end comes near. */
  onEnd: () => void;
  onAct: (act: PersonAct, person: AdminPerson) => void;
}

const columns = ["person", "place", "roles", "status", "seen"] as const;
const NEAR_END = 20;

/** A list of which only the rows on the screen are drawn. */
export function PeopleTable({ people, onEnd, onAct }: Props) {
  const { t } = useTranslation("admin");
  const list = useRef<VirtualizerHandle>(null);
  const look = () => {
    const view = list.current;
    if (view === null) return;
    if (view.findItemIndex(view.scrollOffset + view.viewportSize) >= people.length - NEAR_END) onEnd();
  };
  return (
    <div className={css.table}>
      <div className={`${css.head} ${css.row}`} aria-hidden>
        {columns.map((column) => (
          <span key={column} className={css[column]}>
            {t(`column.${column}`)}
          </span>
        ))}
      </div>
      <div className={css.body}>
        <Virtualizer ref={list} data={people} as="ul" item="li" onScroll={look}>
          {(person) => <PersonRow key={person.person.id} person={person} onAct={onAct} />}
        </Virtualizer>
      </div>
    </div>
  );
}
