import { describe, expect, it } from "vitest";
import { fitted, MOST, moved, type Size, toggled, turned, type View, whole, within, zoomed } from "./view";

const stage: Size = { width: 1000, height: 800 };
const picture: Size = { width: 4000, height: 2000 };
const fit = fitted(picture, stage, 0);

/** Where a point of the picture (from its middle, unscaled) stands on the stage. */
const shown = (view: View, at: { x: number; y: number }) => ({
  x: view.x + at.x * view.scale,
  y: view.y + at.y * view.scale,
});

// covers: MSG-02
describe("a picture on the stage", () => {
  it("fits, turned or not, and small ones keep their size", () => {
    expect(fit).toEqual({ width: 1000, height: 500 });
    expect(fitted(picture, stage, 1)).toEqual({ width: 800, height: 400 });
    expect(fitted({ width: 50, height: 20 }, stage, 0)).toEqual({ width: 50, height: 20 });
    expect(fitted({ width: 0, height: 0 }, stage, 0)).toEqual({ width: 0, height: 0 });
  });

  it("keeps what lies under the pointer while it grows", () => {
    const at = { x: 100, y: 40 };
    let view = zoomed(whole, 2, at, fit, stage);
    view = zoomed(view, 2, at, fit, stage);
    expect(shown(view, { x: 100, y: 40 })).toEqual({ x: 100, y: 40 });
  });

  it("is never smaller than whole nor larger than it makes sense", () => {
    expect(zoomed(whole, 0.1, { x: 300, y: 0 }, fit, stage)).toEqual(whole);
    expect(zoomed(whole, 1000, { x: 0, y: 0 }, fit, stage).scale).toBe(MOST);
  });

  it("cannot be pushed off the stage", () => {
    const near = zoomed(whole, 2, { x: 0, y: 0 }, fit, stage);
    expect(moved(near, { x: 9999, y: 9999 }, fit, stage)).toMatchObject({ x: 500, y: 100 });
    expect(moved(whole, { x: 50, y: 50 }, fit, stage)).toEqual(whole);
    expect(within({ scale: 1, x: -10, y: 10, turn: 1 }, fitted(picture, stage, 1), stage)).toMatchObject({
      x: 0,
      y: 0,
    });
  });

  it("shows its details and is whole again by the same gesture", () => {
    const near = toggled(whole, { x: 0, y: 0 }, picture, fit, stage);
    expect(near.scale).toBe(4);
    expect(toggled(near, { x: 0, y: 0 }, picture, fit, stage)).toEqual(whole);
  });

  it("turns to the right and is whole after each turn", () => {
    let view: View = { scale: 3, x: 10, y: 10, turn: 0 };
    for (const turn of [1, 2, 3, 0]) {
      view = turned(view);
      expect(view).toEqual({ ...whole, turn });
    }
  });
});
