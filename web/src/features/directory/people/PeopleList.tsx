import { type ReactNode, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { Tag } from "../../../ui";
import type { Found } from "../api/directory";
import { useWatched } from "../state/presence";
import css from "./PeopleList.module.css";
import { PersonRow } from "./PersonRow";
import { useHeight } from "./useHeight";
import { useListKeys } from "./useListKeys";

const ROW = 64;

interface Props {
  label: string;
  people: readonly Found[];
  selected: string | null;
  onSelect: (id: string) => void;
  heads?: readonly string[];
  deputies?: readonly string[];
  /** Departments are said of people outside this one; without it of everybody. */
  home?: string;
  query?: string;
  /** Called when the end comes near. */
  onEnd?: () => void;
  more?: boolean;
  /** Scrolls away with the list. */
  above?: ReactNode;
}

/** People, of whom only those on the screen are drawn and listened for. */
export function PeopleList(props: Props) {
  const { label, people, selected, onSelect, heads = [], deputies = [], home, query, onEnd, more, above } = props;
  const { t } = useTranslation("directory");
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [head, headHeight] = useHeight();
  const base = useId();
  const [seen, setSeen] = useState<readonly [number, number]>([0, 12]);
  const { current, onKeyDown } = useListKeys(people, selected, onSelect, (index) =>
    list.current?.scrollToIndex(index, { align: "nearest" }),
  );
  useWatched(
    "directory",
    people.slice(seen[0], seen[1]).map((p) => p.id),
  );

  const look = () => {
    const view = list.current;
    if (view === null) return;
    const first = view.findItemIndex(view.scrollOffset);
    const last = view.findItemIndex(view.scrollOffset + view.viewportSize);
    setSeen((old) => (old[0] === first && old[1] === last + 1 ? old : [first, last + 1]));
    if (more && last >= people.length - 25) onEnd?.();
  };

  const rank = (id: string) => {
    if (heads.includes(id)) return <Tag tone="primary">{t("rank.head")}</Tag>;
    if (deputies.includes(id)) return <Tag>{t("rank.deputy")}</Tag>;
    return null;
  };

  return (
    <div ref={scroller} className={css.list}>
      <div ref={head}>{above}</div>
      <div
        role="listbox"
        tabIndex={0}
        className={css.options}
        aria-label={label}
        aria-activedescendant={people[current] === undefined ? undefined : `${base}-${people[current].id}`}
        onKeyDown={onKeyDown}
      >
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          startMargin={headHeight}
          data={people}
          itemSize={ROW}
          keepMounted={current < people.length ? [current] : []}
          onScroll={look}
          onResize={look}
        >
          {(person, index) => (
            <PersonRow
              key={person.id}
              id={`${base}-${person.id}`}
              person={person}
              selected={person.id === selected}
              active={index === current}
              rank={rank(person.id)}
              withDepartment={home === undefined || person.department_id !== home}
              onSelect={() => onSelect(person.id)}
              {...(query === undefined ? {} : { query })}
            />
          )}
        </Virtualizer>
      </div>
    </div>
  );
}
