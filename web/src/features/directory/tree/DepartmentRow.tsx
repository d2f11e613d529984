import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { TreeRow } from "../model/tree";
import css from "./DepartmentTree.module.css";

interface Props {
  id: string;
  row: TreeRow;
  selected: boolean;
  active: boolean;
  onSelect: () => void;
  onToggle: () => void;
}

export function DepartmentRow({ id, row, selected, active, onSelect, onToggle }: Props) {
  const { t } = useTranslation("directory");
  const { department, level, open } = row;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree itself has the focus and hears the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-selected={selected}
      aria-expanded={open ?? undefined}
      aria-label={t("tree.item", { name: department.name, count: department.people_count })}
      className={css.row}
      data-active={active || undefined}
      style={{ paddingLeft: 6 + (level - 1) * 16 }}
      onClick={onSelect}
    >
      {open === null ? (
        <span className={css.twist} />
      ) : (
        // biome-ignore lint/a11y/useKeyWithClickEvents: left and right arrow of the tree do the same
        // biome-ignore lint/a11y/noStaticElementInteractions: a second way for the mouse only
        <span
          className={css.twist}
          data-open={open || undefined}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          <ChevronRight size={16} strokeWidth={1.75} aria-hidden />
        </span>
      )}
      <span className={css.name}>{department.name}</span>
      <span className={css.count}>{department.people_count.toLocaleString()}</span>
    </div>
  );
}
