/** A point of a stroke: where, and how hard, 0 to 1. */
export interface Point {
  x: number;
  y: number;
  pressure: number;
}

export type Stroke = readonly Point[];

const THIN = 1.6;
const THICK = 4.2;

/** How wide the line is at a point: pressure where there is some, else slower is thicker as with a brush. */
export function widthAt(before: Point, point: Point): number {
  const pressed = point.pressure > 0 && point.pressure !== 0.5;
  if (pressed) return THIN + (THICK - THIN) * point.pressure;
  const far = Math.hypot(point.x - before.x, point.y - before.y);
  return THICK - (THICK - THIN) * Math.min(1, far / 18);
}

/** The smallest frame around all strokes; null where there are none. */
export function frameOf(strokes: readonly Stroke[]): { x: number; y: number; width: number; height: number } | null {
  const points = strokes.flat();
  if (points.length === 0) return null;
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

const LEAST = 24;

/** Whether it is more than a touch by mistake. */
export function isSignature(strokes: readonly Stroke[]): boolean {
  const frame = frameOf(strokes);
  return frame !== null && frame.width + frame.height >= LEAST;
}
