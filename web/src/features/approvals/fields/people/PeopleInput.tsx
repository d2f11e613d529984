import { UserRoundPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../../../ui";
import type { InputProps } from "../props";
import { usePeople } from "./names";
import { type ChoiceProps, OneOrMany } from "./OneOrMany";
import { PeopleDialog } from "./PeopleDialog";
import { Picked } from "./Picked";

const MANY = 50;

/** One person, or several. */
export const PeopleInput = (props: InputProps) => (
  <OneOrMany {...props} one="person" many={MANY} choice={(choice) => <PeopleChoice {...choice} />} />
);

/** Who is chosen, and the way to choose. */
export function PeopleChoice({ label, ids, max, without, onChange }: ChoiceProps & { without?: ReadonlySet<string> }) {
  const { t } = useTranslation("approval-form");
  const people = usePeople(ids);
  return (
    <Picked
      name={t("people.chosen", { label })}
      items={people.map((person) => ({ ...person, mark: <Avatar person={person} size={22} /> }))}
      onRemove={(id) => onChange(ids.filter((one) => one !== id))}
      icon={<UserRoundPlus size={16} strokeWidth={1.75} aria-hidden />}
      choose={t(max === 1 ? (ids.length === 0 ? "people.choose_one" : "people.choose_other") : "people.choose")}
      dialog={(close) => (
        <PeopleDialog title={label} ids={ids} max={max} without={without} onChange={onChange} onClose={close} />
      )}
    />
  );
}
