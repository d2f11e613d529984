import type { ReactNode } from "react";
import { late } from "./late";
import type { MenuGroups } from "./Menu";

/** One of a row of small choices at the top of a menu. */
export interface QuickItem {
  id: string;
  label: string;
  show: ReactNode;
  on: boolean;
  onSelect: () => void;
}

export interface PointMenuProps {
  /** Where the pointer was. */
  at: { x: number; y: number };
  /** Where focus goes back to. */
  from: HTMLElement;
  label: string;
  quick?: QuickItem[];
  groups: MenuGroups;
  onClose: () => void;
}

/**
 * One menu for many rows, opened at a point by right click, key or long press; on a phone it is a
 * sheet from below. A long list then needs no menu of its own in every row.
 */
export const PointMenu = late<PointMenuProps>(async () => (await import("./PointMenuPopup")).PointMenuPopup);
