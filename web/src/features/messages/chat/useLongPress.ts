import { type PointerEvent, useEffect, useRef } from "react";

const HOLD_MS = 450;
const SLOP_PX = 10;

/** A finger that stays where it is. The mouse has its right button instead. */
export function useLongPress(held: (x: number, y: number) => void) {
  const timer = useRef<number | undefined>(undefined);
  const start = useRef({ x: 0, y: 0 });
  const cancel = () => window.clearTimeout(timer.current);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return {
    onPointerDown(event: PointerEvent) {
      if (event.pointerType === "mouse") return;
      const { clientX: x, clientY: y } = event;
      start.current = { x, y };
      cancel();
      timer.current = window.setTimeout(() => held(x, y), HOLD_MS);
    },
    onPointerMove(event: PointerEvent) {
      const { x, y } = start.current;
      if (Math.hypot(event.clientX - x, event.clientY - y) > SLOP_PX) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
}
