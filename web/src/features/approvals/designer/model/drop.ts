/** A box on the screen. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * In front of which of the boxes something is let go that was dragged to a point; their number is behind the last.
 * Boxes may stand beside each other; `wide` is how wide a whole line is.
 */
export function dropIndex(boxes: readonly Box[], point: { x: number; y: number }, wide: number): number {
  for (const [at, box] of boxes.entries()) {
    if (point.y < box.top) return at;
    if (point.y > box.bottom) continue;
    const whole = box.right - box.left > wide * 0.7;
    const before = whole ? point.y < (box.top + box.bottom) / 2 : point.x < (box.left + box.right) / 2;
    if (before) return at;
  }
  return boxes.length;
}

const EDGE = 56;
const FAST = 14;

/** How far to scroll at once while something is dragged near the upper or lower edge; 0 elsewhere. */
export function scrollStep(frame: Pick<Box, "top" | "bottom">, y: number): number {
  if (y < frame.top + EDGE) return -Math.ceil((FAST * (frame.top + EDGE - y)) / EDGE);
  if (y > frame.bottom - EDGE) return Math.ceil((FAST * (y - frame.bottom + EDGE)) / EDGE);
  return 0;
}
