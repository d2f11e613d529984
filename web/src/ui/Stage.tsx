import type { KeyboardEvent, ReactNode } from "react";
import { late } from "./late";

export interface StageProps {
  label: string;
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/** The whole window, dark, for looking at one thing. Escape closes it; focus stays inside. */
export const Stage = late<StageProps>(async () => (await import("./StageWindow")).StageWindow);
