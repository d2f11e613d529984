import type { KeyboardEvent, ReactNode } from "react";
import { late } from "./late";

export interface SearchDialogProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  onClose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** The list box that the search box rules. */
  listId: string;
  activeId: string | undefined;
  expanded: boolean;
  children: ReactNode;
}

/** A window that is one search box with what it finds; the focus never leaves the box. */
export const SearchDialog = late<SearchDialogProps>(async () => (await import("./SearchWindow")).SearchWindow);
