import type { PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { FieldKind } from "../../definition";
import { PALETTE } from "../model/kinds";
import css from "./form.module.css";
import { KIND_ICONS } from "./kindIcons";

interface Props {
  onAdd: (kind: FieldKind) => void;
  /** Where things can be dragged. */
  onGrab?: (kind: FieldKind) => (event: PointerEvent<HTMLElement>) => void;
  kinds?: readonly FieldKind[];
}

/** What can be put into the form: dragged there, or added by a press behind what is chosen. */
export function Palette({ onAdd, onGrab, kinds }: Props) {
  const { t } = useTranslation("approval-designer");
  return (
    <div className={css.palette}>
      {PALETTE.map((part) => ({
        ...part,
        kinds: part.kinds.filter((kind) => kinds === undefined || kinds.includes(kind)),
      }))
        .filter((part) => part.kinds.length > 0)
        .map(({ group, kinds: shown }) => (
          <section key={group} className={css.paletteGroup}>
            <h3 className={css.paletteTitle}>{t(`palette.${group}`)}</h3>
            <ul className={css.kinds}>
              {shown.map((kind) => {
                const Icon = KIND_ICONS[kind];
                return (
                  <li key={kind}>
                    <button
                      type="button"
                      className={css.kind}
                      onPointerDown={onGrab?.(kind)}
                      onClick={() => onAdd(kind)}
                    >
                      <Icon size={16} strokeWidth={1.75} aria-hidden />
                      {t(`kind.${kind}`)}
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
    </div>
  );
}
