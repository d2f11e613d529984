import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import { distance, middle, type Point } from "./view";

interface Handlers {
  zoom(factor: number, at: Point): void;
  move(by: Point): void;
  toggle(at: Point): void;
  /** A finger or the mouse was drawn across a whole picture; `null` while it is under way has ended. */
  swipe(by: Point): void;
  /** Whether drawing moves the picture; otherwise it goes to another one. */
  zoomed(): boolean;
}

const TAP_MS = 280;
const TAP_PX = 24;

/** Wheel, pinch, drag and double tap on the stage; points are measured from its middle. */
export function useGestures(stage: RefObject<HTMLElement | null>, handlers: Handlers) {
  const now = useRef(handlers);
  now.current = handlers;
  const pointers = useRef(new Map<number, Point>());
  const begin = useRef<Point>({ x: 0, y: 0 });
  const tap = useRef({ at: 0, point: { x: 0, y: 0 } });
  const pinched = useRef(false);

  const pointOf = (event: { clientX: number; clientY: number }): Point => {
    const box = stage.current?.getBoundingClientRect() ?? new DOMRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  };

  // React listens to the wheel passively; the page must not zoom along with the picture.
  useEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
      now.current.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), at);
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [stage]);

  const lift = (event: PointerEvent) => {
    const point = pointOf(event);
    const known = pointers.current.delete(event.pointerId);
    if (!known || pointers.current.size > 0) return;
    if (pinched.current) {
      pinched.current = false;
      return;
    }
    const by = { x: point.x - begin.current.x, y: point.y - begin.current.y };
    if (Math.hypot(by.x, by.y) > 10) {
      if (!now.current.zoomed()) now.current.swipe(by);
      return;
    }
    const twice = event.timeStamp - tap.current.at < TAP_MS && distance(point, tap.current.point) < TAP_PX;
    tap.current = { at: twice ? 0 : event.timeStamp, point };
    if (twice) now.current.toggle(point);
  };

  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 || (event.target as HTMLElement).closest("button") !== null) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const point = pointOf(event);
      if (pointers.current.size === 0) begin.current = point;
      pointers.current.set(event.pointerId, point);
      if (pointers.current.size > 1) pinched.current = true;
    },
    onPointerMove(event: PointerEvent) {
      const before = pointers.current.get(event.pointerId);
      if (before === undefined) return;
      const point = pointOf(event);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      pointers.current.set(event.pointerId, point);
      if (other !== undefined) {
        const apart = distance(before, other);
        if (apart > 0) now.current.zoom(distance(point, other) / apart, middle(point, other));
      } else if (now.current.zoomed()) now.current.move({ x: point.x - before.x, y: point.y - before.y });
    },
    onPointerUp: lift,
    onPointerCancel(event: PointerEvent) {
      pointers.current.delete(event.pointerId);
    },
  };
}
