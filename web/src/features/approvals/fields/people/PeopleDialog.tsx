import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Person, useMe } from "../../../../platform/api";
import { Button, Dialog } from "../../../../ui";
import { PeoplePicker } from "../../../messages/people/PeoplePicker";
import { toggled, useSuggested } from "../../../messages/people/suggested";
import { know, usePeople } from "./names";

const nobody: ReadonlySet<string> = new Set();

interface Props {
  title: string;
  ids: readonly string[];
  max: number;
  without?: ReadonlySet<string> | undefined;
  onChange: (ids: string[]) => void;
  onClose: () => void;
}

/** The window in which people are looked for. One person is chosen by the first click. */
export function PeopleDialog({ title, ids, max, without = nobody, onChange, onClose }: Props) {
  const { t } = useTranslation("approval-form");
  const { account } = useMe();
  const [chosen, setChosen] = useState<Person[]>(usePeople(ids) as Person[]);
  const suggested = [account as Person, ...useSuggested().filter((p) => p.id !== account.id)];
  const single = max === 1;
  const toggle = (person: Person) => {
    know(person);
    if (!single) return setChosen((before) => toggled(before, person));
    onChange([person.id]);
    onClose();
  };
  const over = chosen.length > max;
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      {...(single ? {} : { description: t("people.up_to", { max }) })}
      width={520}
      footer={
        single ? undefined : (
          <>
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button
              kind="primary"
              disabled={over}
              onClick={() => {
                onChange(chosen.map((p) => p.id));
                onClose();
              }}
            >
              {t("people.done", { n: chosen.length })}
            </Button>
          </>
        )
      }
    >
      <PeoplePicker chosen={single ? null : chosen} without={without} suggested={suggested} onToggle={toggle} />
    </Dialog>
  );
}
