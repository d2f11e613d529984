import { Popover as Base } from "@base-ui/react/popover";
import { type ReactElement, type ReactNode, useState } from "react";
import css from "./Popover.module.css";

export interface PopoverProps {
  trigger: ReactElement;
  label: string;
  side?: "top" | "bottom" | "left" | "right";
  align?: "start" | "center" | "end";
  /** Drawn only while it is open. */
  children: (close: () => void) => ReactNode;
}

/** A small window that belongs to a button. */
export function Popover({ trigger, label, side = "bottom", align = "start", children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={css.positioner} side={side} align={align} sideOffset={8} collisionPadding={8}>
          <Base.Popup className={css.popup} aria-label={label}>
            {children(() => setOpen(false))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
