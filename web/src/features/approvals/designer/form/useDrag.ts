import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from "react";
import { dropIndex, scrollStep } from "../model/drop";

const SLOP_PX = 6;

export interface Drag<T> {
  what: T;
  x: number;
  y: number;
  /** In front of which it would be let go; null: outside. */
  before: number | null;
}

/**
 * Something that is dragged into a list by mouse, pen or finger. `onDrop` is told in front of which of the list's
 * items (`[data-drop]`) it was let go. Escape gives it up. The keyboard has buttons of its own.
 */
export function useDrag<T>(list: React.RefObject<HTMLElement | null>, onDrop: (what: T, before: number) => void) {
  const [drag, setDrag] = useState<Drag<T> | null>(null);
  const drop = useRef(onDrop);
  useEffect(() => {
    drop.current = onDrop;
  });
  const end = useRef<() => void>(() => undefined);
  useEffect(() => () => end.current(), []);

  const begin = (what: T) => (event: ReactPointerEvent<HTMLElement>) => {
    if (!event.isPrimary || event.button !== 0) return;
    const from = { x: event.clientX, y: event.clientY };
    let now: Drag<T> | null = null;
    let frame = 0;

    const look = (x: number, y: number) => {
      now = { what, x, y, before: beforeOf(list.current, x, y) };
      setDrag(now);
    };
    const scroll = () => {
      if (now === null || list.current === null) return;
      const step = scrollStep(list.current.getBoundingClientRect(), now.y);
      if (step !== 0 && now.before !== null) {
        list.current.scrollTop += step;
        look(now.x, now.y);
      }
      frame = requestAnimationFrame(scroll);
    };
    const move = (next: PointerEvent) => {
      if (next.pointerId !== event.pointerId) return;
      if (now === null && Math.hypot(next.clientX - from.x, next.clientY - from.y) < SLOP_PX) return;
      next.preventDefault();
      const first = now === null;
      look(next.clientX, next.clientY);
      if (first) frame = requestAnimationFrame(scroll);
    };
    const stop = () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", stop);
      window.removeEventListener("keydown", key, true);
      setDrag(null);
      end.current = () => undefined;
    };
    const up = () => {
      const last = now;
      stop();
      if (last === null) return;
      if (last.before !== null) drop.current(what, last.before);
      swallowClick();
    };
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape" || now === null) return;
      pressed.stopPropagation();
      stop();
    };
    window.addEventListener("pointermove", move, { passive: false });
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", stop);
    window.addEventListener("keydown", key, true);
    end.current = stop;
  };
  return { drag, begin };
}

function beforeOf(list: HTMLElement | null, x: number, y: number): number | null {
  if (list === null) return null;
  const frame = list.getBoundingClientRect();
  if (x < frame.left || x > frame.right || y < frame.top - 40 || y > frame.bottom + 40) return null;
  const boxes = [...list.querySelectorAll("[data-drop]")].map((item) => item.getBoundingClientRect());
  return dropIndex(boxes, { x, y }, frame.width);
}

/** What was dragged is not pressed as well: the click that follows goes nowhere. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, true), 0);
}
