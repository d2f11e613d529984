import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { VList, type VListHandle } from "virtua";
import type { Tree, TreeRow } from "../model/tree";
import { DepartmentRow } from "./DepartmentRow";
import css from "./DepartmentTree.module.css";
import { useTreeKeys } from "./useTreeKeys";

const ROW = 36;

interface Props {
  tree: Tree;
  rows: TreeRow[];
  selected: string | null;
  onSelect: (id: string) => void;
  onOpen: (id: string, open: boolean) => void;
}

/** All departments: arrows move and open, letters jump, Enter chooses. Only what is seen is drawn. */
export function DepartmentTree({ tree, rows, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation("directory");
  const list = useRef<VListHandle>(null);
  const base = useId();
  const [active, setActive] = useState<string | null>(null);
  const at = rows.findIndex((r) => r.department.id === (active ?? selected));
  const current = Math.max(at, 0);

  const move = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setActive(row.department.id);
    list.current?.scrollToIndex(index, { align: "nearest" });
  };
  const onKeyDown = useTreeKeys({ tree, rows, current, move, onOpen, onSelect });

  // A department chosen elsewhere comes into sight.
  const chosen = rows.findIndex((r) => r.department.id === selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice scrolls, not every row that opens
  useEffect(() => {
    setActive(null);
    if (chosen >= 0) list.current?.scrollToIndex(chosen, { align: "nearest" });
  }, [selected]);

  return (
    <VList
      ref={list}
      data={rows}
      itemSize={ROW}
      className={css.tree}
      role="tree"
      tabIndex={0}
      aria-label={t("tree.label")}
      aria-activedescendant={rows[current] === undefined ? undefined : `${base}-${rows[current].department.id}`}
      keepMounted={[current]}
      onKeyDown={onKeyDown}
    >
      {(row, index) => (
        <DepartmentRow
          key={row.department.id}
          id={`${base}-${row.department.id}`}
          row={row}
          selected={row.department.id === selected}
          active={index === current}
          onSelect={() => onSelect(row.department.id)}
          onToggle={() => onOpen(row.department.id, row.open !== true)}
        />
      )}
    </VList>
  );
}
