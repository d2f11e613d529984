/** Zooming, moving and turning a picture on a stage; pure. Lengths are CSS pixels. */

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** `x`, `y`: the middle of the picture from the middle of the stage. `scale` 1 fits the stage. */
export interface View {
  scale: number;
  x: number;
  y: number;
  /** Quarter turns to the right, 0 to 3. */
  turn: number;
}

export const whole: View = { scale: 1, x: 0, y: 0, turn: 0 };
export const MOST = 8;

/** The size at which the turned picture fits the stage; a small one is not blown up. */
export function fitted(picture: Size, stage: Size, turn: number): Size {
  const [w, h] = turn % 2 === 0 ? [picture.width, picture.height] : [picture.height, picture.width];
  if (w <= 0 || h <= 0) return { width: 0, height: 0 };
  const fit = Math.min(1, stage.width / w, stage.height / h);
  return { width: picture.width * fit, height: picture.height * fit };
}

/** A picture does not leave the stage: what is smaller stays in the middle. */
export function within(view: View, fit: Size, stage: Size): View {
  const [w, h] = view.turn % 2 === 0 ? [fit.width, fit.height] : [fit.height, fit.width];
  const room = (picture: number, place: number) => Math.max(0, (picture * view.scale - place) / 2);
  const limit = (value: number, most: number) => Math.min(most, Math.max(-most, value));
  // Adding nothing turns a negative nothing into nothing.
  return { ...view, x: limit(view.x, room(w, stage.width)) + 0, y: limit(view.y, room(h, stage.height)) + 0 };
}

/** Zooms so that what lies under the point (from the middle of the stage) stays there. */
export function zoomed(view: View, factor: number, at: Point, fit: Size, stage: Size): View {
  const scale = Math.min(MOST, Math.max(1, view.scale * factor));
  const by = scale / view.scale;
  return within({ ...view, scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }, fit, stage);
}

/** Between the whole picture and a look at its details. */
export function toggled(view: View, at: Point, picture: Size, fit: Size, stage: Size): View {
  if (view.scale > 1.01) return { ...whole, turn: view.turn };
  const real = fit.width > 0 ? picture.width / fit.width : 1;
  return zoomed(view, Math.min(MOST, Math.max(2, real)), at, fit, stage);
}

export function moved(view: View, by: Point, fit: Size, stage: Size): View {
  return within({ ...view, x: view.x + by.x, y: view.y + by.y }, fit, stage);
}

export function turned(view: View): View {
  return { ...whole, turn: (view.turn + 1) % 4 };
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
