import {
  type ButtonHTMLAttributes,
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useState,
} from "react";
import { late } from "./late";
import type { MenuPopupProps } from "./MenuPopup";

export interface MenuItem {
  id: string;
  label: string;
  icon?: ReactNode;
  /** Small words at the right, such as a countdown or a key. */
  hint?: string;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
  onSelect: () => void;
}

/** Items that belong together; groups are parted by a line. */
export type MenuGroups = MenuItem[][];

export type Side = "top" | "bottom" | "left" | "right";
export type Align = "start" | "center" | "end";

const MenuPopup = late<MenuPopupProps>(async () => (await import("./MenuPopup")).MenuPopup);

export interface MenuProps {
  trigger: ReactElement<ButtonHTMLAttributes<HTMLElement>>;
  groups: MenuGroups;
  side?: Side;
  align?: Align;
}

/** A menu that opens from a button. */
export function Menu({ trigger, groups, side = "bottom", align = "start" }: MenuProps) {
  const [from, setFrom] = useState<HTMLElement | null>(null);
  const button = cloneElement(trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": from !== null,
    onClick: (event: MouseEvent<HTMLElement>) => setFrom(event.currentTarget),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      setFrom(event.currentTarget);
    },
  });
  return (
    <>
      {button}
      {from && <MenuPopup from={from} groups={groups} side={side} align={align} onClose={() => setFrom(null)} />}
    </>
  );
}
