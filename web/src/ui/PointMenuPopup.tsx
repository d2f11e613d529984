import { Menu as Base } from "@base-ui/react/menu";
import { useEffect, useMemo, useRef, useState } from "react";
import css from "./Menu.module.css";
import { MenuItems } from "./MenuItems";
import type { PointMenuProps } from "./PointMenu";
import point from "./PointMenu.module.css";

/** What PointMenu draws. */
export function PointMenuPopup({ at, from, label, quick = [], groups, onClose }: PointMenuProps) {
  const [open, setOpen] = useState(true);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }), [at.x, at.y]);
  // The finger that has held is still down: lifting it is not a tap beside the menu.
  const lifting = useRef(true);
  useEffect(() => {
    const lifted = () => window.setTimeout(() => (lifting.current = false), 50);
    const fallback = window.setTimeout(lifted, 700);
    window.addEventListener("pointerup", lifted, { once: true });
    return () => {
      window.clearTimeout(fallback);
      window.removeEventListener("pointerup", lifted);
    };
  }, []);
  const change = (next: boolean, reason: string) => {
    if (next || (lifting.current && reason === "outside-press")) return;
    setOpen(false);
    onClose();
  };
  return (
    <Base.Root open={open} onOpenChange={(next, details) => change(next, details.reason)}>
      <Base.Portal>
        <Base.Backdrop className={point.scrim} />
        <Base.Positioner
          className={`${css.positioner} ${point.positioner}`}
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={2}
        >
          <Base.Popup className={`${css.popup} ${point.popup}`} aria-label={label} finalFocus={() => from}>
            {quick.length > 0 && (
              <div className={point.quick}>
                {quick.map((item) => (
                  <Base.Item
                    key={item.id}
                    className={point.quickItem}
                    aria-label={item.label}
                    title={item.label}
                    data-on={item.on || undefined}
                    onClick={item.onSelect}
                  >
                    {item.show}
                  </Base.Item>
                ))}
              </div>
            )}
            <MenuItems groups={groups} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
