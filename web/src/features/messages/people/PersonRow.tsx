import type { ReactNode } from "react";
import type { Person } from "../model/types";
import { PersonAvatar } from "../words/PersonAvatar";
import styles from "./people.module.css";

interface Props {
  person: Person;
  /** A tag, a tick, a button. */
  end?: ReactNode;
}

export function PersonRow({ person, end }: Props) {
  return (
    <div className={styles.person}>
      <PersonAvatar person={person} size={36} presence />
      <div className={styles.who}>
        <div className={styles.name}>{person.name}</div>
        <div className={styles.about}>{[person.department_name, person.post].filter(Boolean).join(" · ")}</div>
      </div>
      {end}
    </div>
  );
}
