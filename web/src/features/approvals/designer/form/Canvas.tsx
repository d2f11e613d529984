import { type PointerEvent, type RefObject, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Definition, Fault } from "../../definition";
import { useWordsIn } from "../../fields";
import { faultsAt } from "../model/faults";
import { CanvasField } from "./CanvasField";
import css from "./form.module.css";

interface Props {
  definition: Definition;
  faults: readonly Fault[];
  list: RefObject<HTMLDivElement | null>;
  selected: number | null;
  /** Where something would be let go. */
  before: number | null;
  /** What is dragged now. */
  dragged: number | null;
  focus: RefObject<boolean>;
  onSelect: (index: number) => void;
  onMove: (index: number, to: number) => void;
  onDuplicate: (index: number) => void;
  onRemove: (index: number) => void;
  onGrab: (index: number) => (event: PointerEvent<HTMLElement>) => void;
}

/** The form as it is built: every field where it will stand. */
export function Canvas({ definition, faults, list, selected, before, dragged, focus, ...acts }: Props) {
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const { fields } = definition;
  // The keyboard stays with what it has moved or added.
  useEffect(() => {
    if (!focus.current || selected === null) return;
    focus.current = false;
    list.current?.querySelector<HTMLElement>(`[data-drop="${selected}"] [data-select]`)?.focus();
  });
  return (
    <div ref={list} className={css.canvas} data-dragging={before !== null || undefined}>
      <div className={css.sheet}>
        <h3 className={css.formName}>{said(definition.name) || t("basics.nameless")}</h3>
        {fields.length === 0 && (
          <p className={css.empty} data-target={before !== null || undefined}>
            {t("form.empty")}
          </p>
        )}
        <ol className={css.fields} aria-label={t("form.fields")}>
          {fields.map((field, at) => (
            <CanvasField
              key={field.id}
              field={field}
              at={at}
              count={fields.length}
              faults={faultsAt(definition, faults, { part: "form", at: { field: at } })}
              selected={selected === at}
              drop={before === at ? "before" : before === fields.length && at === fields.length - 1 ? "after" : null}
              dragged={dragged === at}
              {...acts}
            />
          ))}
        </ol>
      </div>
    </div>
  );
}
