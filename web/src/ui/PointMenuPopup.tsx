import { Menu as Base } from "@base-ui/react/menu";
import { useEffect, useMemo, useState } from "react";
import css from "./Menu.module.css";
import { MenuItems } from "./MenuItems";
import type { PointMenuProps } from "./PointMenu";
import point from "./PointMenu.module.css";

/** What PointMenu draws. */
export function PointMenuPopup({ at, from, label, quick = [], groups, onClose }: PointMenuProps) {
  const [open, setOpen] = useState(true);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }), [at.x, at.y]);
  const lifting = useLifting();
  const change = (next: boolean, reason: string) => {
    if (next || (lifting && reason === "outside-press")) return;
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
          <Base.Popup
            className={`${css.popup} ${point.popup}`}
            data-lifting={lifting || undefined}
            aria-label={label}
            finalFocus={() => from}
          >
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

/**
 * The finger that has held is still down, and the menu may stand under it: lifting it is neither a
 * choice nor a tap beside the menu.
 */
function useLifting(): boolean {
  const [lifting, setLifting] = useState(() => window.matchMedia("(hover: none)").matches);
  useEffect(() => {
    if (!lifting) return;
    // The click that belongs to the lifting comes a moment after it.
    let timer = window.setTimeout(() => setLifting(false), 1_500);
    const lifted = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setLifting(false), 80);
    };
    const ends = ["pointerup", "pointercancel", "touchend", "touchcancel"] as const;
    for (const end of ends) window.addEventListener(end, lifted, { once: true, capture: true });
    return () => {
      window.clearTimeout(timer);
      for (const end of ends) window.removeEventListener(end, lifted, { capture: true });
    };
  }, [lifting]);
  return lifting;
}
