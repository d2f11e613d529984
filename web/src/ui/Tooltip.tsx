import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import css from "./Tooltip.module.css";

export interface TooltipProps {
  /** Words only: nothing in a tooltip can be reached by touch. */
  text: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
  /** The one thing it explains; it must be focusable and have a name of its own. */
  children: ReactElement;
}

/** A few words beside what the pointer or the focus rests on. */
export function Tooltip({ text, side = "top", children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={350} />
      <Base.Portal>
        <Base.Positioner className={css.positioner} side={side} sideOffset={8} collisionPadding={8}>
          <Base.Popup className={css.popup}>{text}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
