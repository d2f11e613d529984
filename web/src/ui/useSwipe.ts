import { type PointerEvent, useRef } from "react";

const SLOP_PX = 10;
/** Faster than this, a short swipe counts as well. */
const FLICK_PX_MS = 0.5;

export interface Swipe {
  /** How far the finger is from where it began; negative to the left. */
  move(dx: number): void;
  /** The finger is gone; `flick` is its direction where it was quick, else 0. */
  end(dx: number, flick: -1 | 0 | 1): void;
}

/** A finger that goes sideways. What goes up or down scrolls, and stays the browser's. */
export function useSwipe({ move, end }: Swipe) {
  const from = useRef<{ x: number; y: number; at: number } | null>(null);
  const sideways = useRef(false);
  const stop = () => {
    from.current = null;
    sideways.current = false;
  };
  return {
    onPointerDown(event: PointerEvent) {
      stop();
      // What goes sideways itself keeps its finger: a slider, a long line of code.
      const own = event.target instanceof Element && event.target.closest("input, pre") !== null;
      if (event.pointerType === "touch" && event.isPrimary && !own)
        from.current = { x: event.clientX, y: event.clientY, at: event.timeStamp };
    },
    onPointerMove(event: PointerEvent) {
      if (from.current === null) return;
      const dx = event.clientX - from.current.x;
      const dy = event.clientY - from.current.y;
      if (!sideways.current) {
        if (Math.hypot(dx, dy) < SLOP_PX) return;
        if (Math.abs(dx) < 1.5 * Math.abs(dy)) return stop();
        sideways.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }
      move(dx);
    },
    onPointerUp(event: PointerEvent) {
      const start = from.current;
      const swiped = sideways.current;
      stop();
      if (start === null || !swiped) return;
      const dx = event.clientX - start.x;
      const speed = dx / Math.max(1, event.timeStamp - start.at);
      end(dx, speed > FLICK_PX_MS ? 1 : speed < -FLICK_PX_MS ? -1 : 0);
    },
    onPointerCancel() {
      if (sideways.current) end(0, 0);
      stop();
    },
  };
}
