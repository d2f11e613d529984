import type { ReactNode } from "react";
import { late } from "./late";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What the dialog is about, in one sentence; read out after the title. */
  description?: string;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  width?: number;
}

/** A modal window; on a phone it is a sheet from below. Escape and a click outside close it. */
export const Dialog = late<DialogProps>(async () => (await import("./DialogWindow")).DialogWindow);
