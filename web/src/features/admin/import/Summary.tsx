import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Import, RowKind } from "../api/imports";
import { countOf, kinds } from "./kinds";
import css from "./Summary.module.css";

/** Five figures, of which one chooses the lines below. */
export function Summary({ one, kind, onKind }: { one: Import; kind: RowKind; onKind: (kind: RowKind) => void }) {
  const { t } = useTranslation("admin");
  const name = useId();
  return (
    <div className={css.tiles} role="radiogroup" aria-label={t("import.lines")}>
      {kinds.map((id) => {
        const count = countOf(one, id);
        return (
          <label key={id} className={`${css.tile} ${css[id]} ${count === 0 ? css.zero : ""}`}>
            <input type="radio" name={name} className={css.radio} checked={id === kind} onChange={() => onKind(id)} />
            <span className={css.count}>{count.toLocaleString()}</span>
            <span className={css.word}>{t(`kind.${id}`)}</span>
          </label>
        );
      })}
    </div>
  );
}
