import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui";
import type { Found } from "../api/directory";
import { partsAt, partsWith } from "../model/highlight";
import { usePresence } from "../state/presence";
import { usePresenceWords } from "../state/usePresenceWords";
import { Face } from "./Face";
import { Highlight } from "./Highlight";
import css from "./PersonRow.module.css";

interface Props {
  id: string;
  person: Found;
  selected: boolean;
  active?: boolean;
  /** What was searched for, to be highlighted. */
  query?: string;
  /** Head, deputy. */
  rank?: ReactNode;
  /** Said of people who sit below the department shown, and in search results. */
  withDepartment: boolean;
  onSelect: () => void;
}

/** One person in a list. The list has the focus; the row is its option. */
export function PersonRow({ id, person, selected, active, query = "", rank, withDepartment, onSelect }: Props) {
  const { t } = useTranslation("directory");
  const words = usePresenceWords()(usePresence(person));
  const { match } = person;
  const show = (field: "name" | "number" | "post" | "department", text: string) => (
    <Highlight parts={match?.field === field ? partsAt(text, match.start, match.end) : partsWith(text, query)} />
  );
  const about = [
    person.post === "" ? null : <span key="post">{show("post", person.post)}</span>,
    withDepartment ? <span key="department">{show("department", person.department_name)}</span> : null,
  ].filter((part) => part !== null);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself has the focus and hears the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={css.row}
      data-active={active || undefined}
      onClick={onSelect}
    >
      <Face person={person} size={40} />
      <span className={css.who}>
        <span className={css.first}>
          <span className={css.name}>{show("name", person.name)}</span>
          {rank}
          {person.status !== "active" && (
            <Tag tone={person.status === "frozen" ? "warn" : "plain"}>{t(`status.${person.status}`)}</Tag>
          )}
        </span>
        <span className={css.about}>
          {about.flatMap((part, i) => (i === 0 ? [part] : [<i key={`gap-${part.key}`}> · </i>, part]))}
        </span>
      </span>
      <span className={css.end}>
        <span className={css.number}>{show("number", person.number)}</span>
        <span className={css.presence}>{words}</span>
      </span>
    </div>
  );
}
