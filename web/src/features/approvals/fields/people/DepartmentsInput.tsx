import { Building2, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../../ui";
import { Group } from "../Group";
import { type InputProps, listOf, textOf } from "../props";
import { DepartmentsDialog } from "./DepartmentsDialog";
import { useDepartmentNames } from "./names";
import css from "./people.module.css";

const MANY = 100;

/** One department, or several. */
export function DepartmentsInput({ field, value, onChange, ...frame }: InputProps) {
  const one = field.kind === "department";
  const ids = one ? [textOf(value)].filter(Boolean) : listOf(value);
  return (
    <Group {...frame}>
      <DepartmentsChoice
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
  onChange: (ids: string[]) => void;
}

/** Which are chosen, each of which can be taken out, and the way to choose. */
export function DepartmentsChoice({ label, ids, max, onChange }: ChoiceProps) {
  const { t } = useTranslation("approval-form");
  const [choosing, setChoosing] = useState(false);
  const nameOf = useDepartmentNames();
  return (
    <div className={css.chosen}>
      {ids.length > 0 && (
        <ul className={css.chips} aria-label={t("departments.chosen", { label })}>
          {ids.map((id) => (
            <li key={id} className={css.chip} data-square>
              <span className={css.name}>{nameOf(id) || "…"}</span>
              <IconButton
                label={t("people.remove", { name: nameOf(id) })}
                className={css.remove ?? ""}
                onClick={() => onChange(ids.filter((one) => one !== id))}
              >
                <X size={14} strokeWidth={2} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <Button
        className={css.add}
        icon={<Building2 size={16} strokeWidth={1.75} aria-hidden />}
        onClick={() => setChoosing(true)}
      >
        {t(
          max === 1 ? (ids.length === 0 ? "departments.choose_one" : "departments.choose_other") : "departments.choose",
        )}
      </Button>
      {choosing && (
        <DepartmentsDialog title={label} ids={ids} max={max} onChange={onChange} onClose={() => setChoosing(false)} />
      )}
    </div>
  );
}
