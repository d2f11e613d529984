import { ChevronDown, ChevronUp, Copy, EyeOff, GripVertical, Trash2, TriangleAlert } from "lucide-react";
import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../../ui";
import type { Fault, Field } from "../../definition";
import { FieldInput, useWordsIn } from "../../fields";
import css from "./form.module.css";

interface Props {
  field: Field;
  at: number;
  count: number;
  faults: readonly Fault[];
  selected: boolean;
  drop: "before" | "after" | null;
  dragged: boolean;
  onSelect: (index: number) => void;
  onMove: (index: number, to: number) => void;
  onDuplicate: (index: number) => void;
  onRemove: (index: number) => void;
  onGrab: (index: number) => (event: PointerEvent<HTMLElement>) => void;
}

/** A field in the form that is built: chosen by a press, moved by dragging, by buttons or by Alt and an arrow. */
export function CanvasField(props: Props) {
  const { field, at, count, faults, selected, drop, dragged, onSelect, onMove, onDuplicate, onRemove, onGrab } = props;
  const { t } = useTranslation("approval-designer");
  const said = useWordsIn();
  const name = said(field.label) || t(`kind.${field.kind}`);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey && event.key === "ArrowUp") onMove(at, at - 1);
    else if (event.altKey && event.key === "ArrowDown") onMove(at, at + 1);
    else if (event.key === "Delete") onRemove(at);
    else return;
    event.preventDefault();
  };
  return (
    <li
      className={css.item}
      data-drop={at}
      data-width={field.width || "full"}
      data-selected={selected || undefined}
      data-at={drop ?? undefined}
      data-dragged={dragged || undefined}
      data-faulty={faults.length > 0 || undefined}
    >
      <div className={css.likeness} inert>
        <FieldInput field={field} value={undefined} onChange={() => undefined} />
      </div>
      <button
        type="button"
        className={css.cover}
        data-select
        aria-pressed={selected}
        aria-label={t("form.select", {
          name,
          kind: t(`kind.${field.kind}`),
          n: at + 1,
          count,
          fault: faults.length > 0 ? t("form.faulty") : "",
        })}
        onClick={() => onSelect(at)}
        onKeyDown={onKeyDown}
      />
      {(faults.length > 0 || field.visible_when) && (
        <span className={css.signs} aria-hidden>
          {field.visible_when && <EyeOff size={14} strokeWidth={1.75} />}
          {faults.length > 0 && <TriangleAlert size={14} strokeWidth={2} className={css.warn} />}
        </span>
      )}
      <span className={css.grip} title={t("form.drag")} aria-hidden onPointerDown={onGrab(at)}>
        <GripVertical size={16} strokeWidth={1.75} />
      </span>
      {selected && (
        <div className={css.tools} role="toolbar" aria-label={t("form.tools", { name })}>
          <IconButton label={t("up", { name })} disabled={at === 0} onClick={() => onMove(at, at - 1)}>
            <ChevronUp size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <IconButton label={t("down", { name })} disabled={at === count - 1} onClick={() => onMove(at, at + 1)}>
            <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <IconButton label={t("copy", { name })} onClick={() => onDuplicate(at)}>
            <Copy size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <IconButton label={t("remove", { name })} onClick={() => onRemove(at)}>
            <Trash2 size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </div>
      )}
    </li>
  );
}
