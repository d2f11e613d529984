import {
  type ButtonHTMLAttributes,
  cloneElement,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useState,
} from "react";
import { late } from "./late";
import type { Align, Side } from "./Menu";
import type { PopoverPopupProps } from "./PopoverPopup";

/** The window alone, for where another part keeps what it belongs to. */
export const PopoverPopup = late<PopoverPopupProps>(async () => (await import("./PopoverPopup")).PopoverPopup);

export interface PopoverProps {
  trigger: ReactElement<ButtonHTMLAttributes<HTMLElement>>;
  label: string;
  side?: Side;
  align?: Align;
  /** Drawn only while it is open. */
  children: (close: () => void) => ReactNode;
}

/** A small window that belongs to a button. */
export function Popover({ trigger, label, side = "bottom", align = "start", children }: PopoverProps) {
  const [from, setFrom] = useState<HTMLElement | null>(null);
  const close = () => setFrom(null);
  const button = cloneElement(trigger, {
    "aria-haspopup": "dialog",
    "aria-expanded": from !== null,
    onClick: (event: MouseEvent<HTMLElement>) => {
      const here = event.currentTarget; // React forgets it before the change is made
      setFrom((open) => (open === null ? here : null));
    },
  });
  return (
    <>
      {button}
      {from && (
        <PopoverPopup from={from} label={label} side={side} align={align} onClose={close}>
          {children(close)}
        </PopoverPopup>
      )}
    </>
  );
}
