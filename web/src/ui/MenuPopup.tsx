import { Menu as Base } from "@base-ui/react/menu";
import type { Align, MenuGroups, Side } from "./Menu";
import css from "./Menu.module.css";
import { MenuItems } from "./MenuItems";

export interface MenuPopupProps {
  /** The button that it belongs to; focus goes back there. */
  from: HTMLElement;
  groups: MenuGroups;
  side: Side;
  align: Align;
  onClose: () => void;
}

/** What Menu opens. */
export function MenuPopup({ from, groups, side, align, onClose }: MenuPopupProps) {
  return (
    <Base.Root open onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Positioner className={css.positioner} anchor={from} side={side} align={align} sideOffset={6}>
          <Base.Popup className={css.popup} aria-label={from.ariaLabel ?? from.innerText} finalFocus={() => from}>
            <MenuItems groups={groups} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
