import { UserRoundPlus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar, Button, IconButton } from "../../../../ui";
import { Group } from "../Group";
import { type InputProps, listOf, textOf } from "../props";
import { usePeople } from "./names";
import { PeopleDialog } from "./PeopleDialog";
import css from "./people.module.css";

const MANY = 50;

/** One person, or several. */
export function PeopleInput({ field, value, onChange, ...frame }: InputProps) {
  const one = field.kind === "person";
  const ids = one ? [textOf(value)].filter(Boolean) : listOf(value);
  return (
    <Group {...frame}>
      <PeopleChoice
        label={frame.label}
        ids={ids}
        max={one ? 1 : field.max_count || MANY}
        onChange={(next) => onChange(one ? (next[0] ?? null) : next.length === 0 ? null : next)}
      />
    </Group>
  );
}

interface ChoiceProps {
  label: string;
  ids: readonly string[];
  max: number;
  without?: ReadonlySet<string>;
  onChange: (ids: string[]) => void;
}

/** Who is chosen, each of whom can be taken out, and the way to choose. */
export function PeopleChoice({ label, ids, max, without, onChange }: ChoiceProps) {
  const { t } = useTranslation("approval-form");
  const [choosing, setChoosing] = useState(false);
  const people = usePeople(ids);
  return (
    <div className={css.chosen}>
      {people.length > 0 && (
        <ul className={css.chips} aria-label={t("people.chosen", { label })}>
          {people.map((person) => (
            <li key={person.id} className={css.chip}>
              <Avatar person={person} size={22} />
              <span className={css.name}>{person.name || "…"}</span>
              <IconButton
                label={t("people.remove", { name: person.name })}
                className={css.remove ?? ""}
                onClick={() => onChange(ids.filter((id) => id !== person.id))}
              >
                <X size={14} strokeWidth={2} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <Button
        className={css.add}
        icon={<UserRoundPlus size={16} strokeWidth={1.75} aria-hidden />}
        onClick={() => setChoosing(true)}
      >
        {t(max === 1 ? (ids.length === 0 ? "people.choose_one" : "people.choose_other") : "people.choose")}
      </Button>
      {choosing && (
        <PeopleDialog
          title={label}
          ids={ids}
          max={max}
          without={without}
          onChange={onChange}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}
