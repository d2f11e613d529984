import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import type { Align, Side } from "./Menu";
import css from "./Popover.module.css";

export interface PopoverPopupProps {
  /** The button that it belongs to; focus goes back there. */
  from: HTMLElement;
  label: string;
  side: Side;
  align: Align;
  onClose: () => void;
  children: ReactNode;
}

/** What Popover opens. */
export function PopoverPopup({ from, label, side, align, onClose, children }: PopoverPopupProps) {
  // A press on the button is the button's own affair: it closes what it opened.
  const change = (next: boolean, event: Event) => {
    if (!next && !(event.target instanceof Node && event.type !== "keydown" && from.contains(event.target))) onClose();
  };
  return (
    <Base.Root open onOpenChange={(next, details) => change(next, details.event)}>
      <Base.Portal>
        <Base.Positioner
          className={css.positioner}
          anchor={from}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={8}
        >
          <Base.Popup className={css.popup} aria-label={label} finalFocus={() => from}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
