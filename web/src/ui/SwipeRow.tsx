import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import css from "./SwipeRow.module.css";
import { useSwipe } from "./useSwipe";

export interface SwipeAction {
  id: string;
  label: string;
  icon: ReactNode;
  tone?: "plain" | "primary" | "warn";
  onSelect: () => void;
}

const ACTION_PX = 76;

/** Only one row lies open at a time. */
let closeOther: (() => void) | null = null;

/**
 * A row that a finger pushes to the left to find what can be done with it. It is a shortcut: the
 * same acts are in the row's menu, where keyboard and screen reader find them.
 */
export function SwipeRow({ actions, children }: { actions: readonly SwipeAction[]; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [drag, setDrag] = useState<number | null>(null);
  const pushed = useRef(false);
  const full = -ACTION_PX * actions.length;
  const rest = open ? full : 0;
  const close = () => setOpen(false);

  useEffect(() => {
    if (!open) return;
    closeOther?.();
    closeOther = close;
    const elsewhere = (event: Event) => {
      if (!(event.target instanceof Element) || event.target.closest("[data-swiped]") === null) close();
    };
    document.addEventListener("pointerdown", elsewhere);
    document.addEventListener("scroll", close, { capture: true, once: true });
    return () => {
      if (closeOther === close) closeOther = null;
      document.removeEventListener("pointerdown", elsewhere);
      document.removeEventListener("scroll", close, { capture: true });
    };
  });

  const swipe = useSwipe({
    move(dx) {
      pushed.current = true;
      setDrag(Math.max(full - 24, Math.min(0, rest + dx)));
    },
    end(dx, flick) {
      setDrag(null);
      setOpen(flick === 0 ? rest + dx < full / 2 : flick < 0);
    },
  });
  // What ends a push is not a tap on the row; a tap on a row that lies open closes it.
  const onClickCapture = (event: MouseEvent) => {
    const taken = pushed.current || open;
    pushed.current = false;
    if (!taken) return;
    event.preventDefault();
    event.stopPropagation();
    if (open && drag === null) close();
  };
  const at = drag ?? rest;
  return (
    <div className={css.frame} data-swiped={open || undefined}>
      {at !== 0 && (
        <div className={css.actions} aria-hidden>
          {actions.map((action) => (
            <button
              key={action.id}
              type="button"
              tabIndex={-1}
              className={css.action}
              data-tone={action.tone}
              style={{ width: ACTION_PX }}
              onClick={() => {
                close();
                action.onSelect();
              }}
            >
              {action.icon}
              <span>{action.label}</span>
            </button>
          ))}
        </div>
      )}
      <div
        className={css.content}
        data-moving={drag !== null || undefined}
        style={at === 0 ? undefined : { transform: `translateX(${at}px)` }}
        onClickCapture={onClickCapture}
        onPointerDownCapture={() => {
          pushed.current = false;
        }}
        {...swipe}
      >
        {children}
      </div>
    </div>
  );
}
