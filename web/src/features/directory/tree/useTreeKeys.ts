import { type KeyboardEvent, useRef } from "react";
import type { Tree, TreeRow } from "../model/tree";

interface Keys {
  tree: Tree;
  rows: TreeRow[];
  current: number;
  move: (index: number) => void;
  onOpen: (id: string, open: boolean) => void;
  onSelect: (id: string) => void;
}

const TYPED_MS = 600;

/** The keys that everybody knows from trees (ARIA's pattern). */
export function useTreeKeys({ tree, rows, current, move, onOpen, onSelect }: Keys) {
  const typed = useRef({ text: "", at: 0 });
  return (event: KeyboardEvent) => {
    const row = rows[current];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
    const { id, parent_id: parent } = row.department;
    switch (event.key) {
      case "ArrowDown":
        move(Math.min(current + 1, rows.length - 1));
        break;
      case "ArrowUp":
        move(Math.max(current - 1, 0));
        break;
      case "Home":
        move(0);
        break;
      case "End":
        move(rows.length - 1);
        break;
      case "ArrowRight":
        if (row.open === false) onOpen(id, true);
        else if (row.open) move(current + 1);
        break;
      case "ArrowLeft":
        if (row.open) onOpen(id, false);
        else if (parent !== null) move(rows.findIndex((r) => r.department.id === parent));
        break;
      case "*":
        for (const sibling of parent === null ? tree.roots : tree.childrenOf(parent)) {
          if (tree.childrenOf(sibling.id).length > 0) onOpen(sibling.id, true);
        }
        break;
      case "Enter":
      case " ":
        onSelect(id);
        break;
      default:
        if (event.key.length !== 1 || !jump(event.key)) return;
    }
    event.preventDefault();
  };

  function jump(letter: string): boolean {
    const now = Date.now();
    const text = (now - typed.current.at < TYPED_MS ? typed.current.text : "") + letter.toLowerCase();
    typed.current = { text, at: now };
    const from = text.length > 1 ? current : current + 1;
    for (let i = 0; i < rows.length; i++) {
      const index = (from + i) % rows.length;
      if (rows[index]?.department.name.toLowerCase().startsWith(text)) {
        move(index);
        return true;
      }
    }
    return false;
  }
}
