import { UserPlus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar, Button } from "../../../ui";
import { usePeople } from "../fields/people/names";
import { PeopleDialog } from "../fields/people/PeopleDialog";
import css from "./act.module.css";

interface Props {
  label: string;
  ids: string[];
  max: number;
  without: ReadonlySet<string>;
  onChange: (ids: string[]) => void;
}

/** The people whom an act is about. */
export function WhoField({ label, ids, max, without, onChange }: Props) {
  const { t } = useTranslation("approvals");
  const people = usePeople(ids);
  const [choosing, setChoosing] = useState(false);
  return (
    <fieldset className={css.who}>
      <legend className={css.legend}>{label}</legend>
      <ul className={css.chips}>
        {people.map((one) => (
          <li key={one.id} className={css.chip}>
            <Avatar person={one} size={20} />
            {one.name || "…"}
            <button
              type="button"
              aria-label={t("who.remove", { name: one.name })}
              onClick={() => onChange(ids.filter((id) => id !== one.id))}
            >
              <X size={12} strokeWidth={2} aria-hidden />
            </button>
          </li>
        ))}
        {(max > 1 || ids.length === 0) && (
          <li>
            <Button icon={<UserPlus size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setChoosing(true)}>
              {t("who.choose")}
            </Button>
          </li>
        )}
      </ul>
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
    </fieldset>
  );
}
