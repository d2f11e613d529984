import { useId } from "react";
import { useTranslation } from "react-i18next";
import { SelectField } from "../../../ui";
import { Group } from "./Group";
import css from "./inputs.module.css";
import { type InputProps, listOf, textOf } from "./props";
import { useWordsIn } from "./words";

/** More than so many are not laid out side by side. */
const SHOWN = 6;

/** One of several. */
export function ChoiceInput({ field, value, onChange, hint, ...frame }: InputProps) {
  const { t } = useTranslation("approval-form");
  const said = useWordsIn();
  const options = field.options ?? [];
  const chosen = textOf(value);
  if (frame.bare || options.length > SHOWN) {
    return (
      <SelectField {...frame} hint={hint} value={chosen} onChange={(event) => onChange(event.target.value || null)}>
        <option value="">{t("choose")}</option>
        {options.map((o) => (
          <option key={o.id} value={o.id}>
            {said(o.label)}
          </option>
        ))}
      </SelectField>
    );
  }
  return (
    <Group {...frame} hint={hint}>
      <Radios
        items={options.map((o) => ({ id: o.id, label: said(o.label) }))}
        value={chosen}
        // What need not be answered can be left open again.
        none={frame.must ? null : t("choice.none")}
        onChange={(id) => onChange(id || null)}
      />
    </Group>
  );
}

/** Yes, or no, or not answered yet. */
export function YesNoInput({ field: _, value, onChange, hint, ...frame }: InputProps) {
  const { t } = useTranslation("approval-form");
  const chosen = value === true ? "yes" : value === false ? "no" : "";
  const items = [
    { id: "yes", label: t("yes") },
    { id: "no", label: t("no") },
  ];
  const change = (id: string) => onChange(id === "" ? null : id === "yes");
  if (frame.bare) {
    return (
      <SelectField {...frame} hint={hint} value={chosen} onChange={(event) => change(event.target.value)}>
        <option value="">{t("choose")}</option>
        {items.map((o) => (
          <option key={o.id} value={o.id}>
            {o.label}
          </option>
        ))}
      </SelectField>
    );
  }
  return (
    <Group {...frame} hint={hint}>
      <Radios items={items} value={chosen} none={null} onChange={change} />
    </Group>
  );
}

/** Any of several. */
export function ChoicesInput({ field, value, onChange, hint, ...frame }: InputProps) {
  const said = useWordsIn();
  const chosen = listOf(value);
  const options = field.options ?? [];
  const turn = (id: string) => {
    // In the order of the form, so that the same choice is always the same value.
    const next = options.map((o) => o.id).filter((one) => chosen.includes(one) !== (one === id));
    onChange(next.length === 0 ? null : next);
  };
  return (
    <Group {...frame} hint={hint}>
      <div className={css.choices}>
        {options.map((o) => (
          <label key={o.id} className={css.choice}>
            <input type="checkbox" checked={chosen.includes(o.id)} onChange={() => turn(o.id)} />
            {said(o.label)}
          </label>
        ))}
      </div>
    </Group>
  );
}

interface RadiosProps {
  items: { id: string; label: string }[];
  value: string;
  none: string | null;
  onChange: (id: string) => void;
}

function Radios({ items, value, none, onChange }: RadiosProps) {
  const name = useId();
  const all = none === null || value === "" ? items : [...items, { id: "", label: none }];
  return (
    <div className={css.choices}>
      {all.map((item) => (
        <label key={item.id} className={css.choice} data-none={item.id === "" || undefined}>
          <input type="radio" name={name} checked={item.id === value} onChange={() => onChange(item.id)} />
          {item.label}
        </label>
      ))}
    </div>
  );
}
