import { describe, expect, it } from "vitest";
import * as c from "./composing";

const key = {
  key: "Enter",
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
};

// covers: MSG-01
describe("drafts", () => {
  it("come from other devices while nothing is being typed here", () => {
    const heard = c.heardDraft(c.blank, "from the phone", 5, false);
    expect(heard).toMatchObject({ text: "from the phone", savedAt: 5, dirty: false });
    expect(c.heardDraft(heard, "older", 4, false).text).toBe("from the phone");
    expect(c.heardDraft(heard, "newer", 6, true).text).toBe("from the phone");
    expect(c.heardDraft(c.written(heard, "typing"), "newer", 6, false).text).toBe("typing");
  });

  it("stay dirty when more was typed while the draft was being saved", () => {
    const typing = c.written(c.blank, "ab");
    expect(c.saved(c.written(typing, "abc"), "ab", 7)).toMatchObject({ dirty: true, savedAt: 7 });
    expect(c.saved(typing, "ab", 7).dirty).toBe(false);
  });

  it("are not touched by editing or correcting a message", () => {
    const draft = c.written(c.blank, "draft");
    let editing = c.aside(draft, { kind: "edit", seq: 3, files: false, until: 9 }, "old", []);
    editing = c.written(editing, "old, better");
    expect([c.textOf(editing), editing.text]).toEqual(["old, better", "draft"]);
    expect(c.textOf(c.emptied(editing))).toBe("draft");
    expect(c.textOf(c.back(editing))).toBe("draft");
  });
});

describe("sending", () => {
  it("needs something to say, and not too much of it", () => {
    expect(c.sendable(" \n ")).toEqual({ ok: false, why: "empty" });
    expect(c.sendable("👌".repeat(10_000))).toEqual({ ok: true });
    expect(c.sendable("👌".repeat(10_001))).toEqual({ ok: false, why: "too_long" });
  });

  it("leaves Enter to an input method that is composing", () => {
    expect(c.sends(key, true)).toBe(true);
    expect(c.sends({ ...key, isComposing: true }, true)).toBe(false);
    expect(c.sends({ ...key, keyCode: 229 }, true)).toBe(false);
    expect(c.sends({ ...key, ctrlKey: true, isComposing: true }, true)).toBe(false);
  });

  it("follows the person's own setting", () => {
    expect(c.sends({ ...key, shiftKey: true }, true)).toBe(false);
    expect(c.sends(key, false)).toBe(false);
    expect(c.sends({ ...key, ctrlKey: true }, false)).toBe(true);
  });
});
