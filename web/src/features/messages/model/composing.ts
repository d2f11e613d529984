import { characters, MAX_CHARACTERS, type Pick } from "./text";

/** What the box is doing: writing anew, editing a message, or correcting one. */
export type Mode = { kind: "new" } | { kind: "edit"; seq: number; until: number } | { kind: "correct"; seq: number };

/** What a message says about others beside its content: what it answers, its thread, whether it asks for a receipt. */
export interface Extra {
  quotes_seq?: number;
  thread_seq?: number;
  receipt?: "confirm" | "result";
}

export interface Composing {
  /** The text of a new message: this is the draft that all devices share. */
  text: string;
  /** The text while editing or correcting; it is nobody's draft. */
  aside: string;
  picks: Pick[];
  mode: Mode;
  /** The person has typed and the server has not yet been told. */
  dirty: boolean;
  /** Instant of the newest draft that is known to be saved. */
  savedAt: number;
}

export const blank: Composing = { text: "", aside: "", picks: [], mode: { kind: "new" }, dirty: false, savedAt: 0 };

export function textOf(c: Composing): string {
  return c.mode.kind === "new" ? c.text : c.aside;
}

export function written(c: Composing, text: string): Composing {
  if (text === textOf(c)) return c;
  return c.mode.kind === "new" ? { ...c, text, dirty: true } : { ...c, aside: text };
}

export function picked(c: Composing, pick: Pick): Composing {
  return c.picks.some((p) => p.account_id === pick.account_id && p.name === pick.name)
    ? c
    : { ...c, picks: [...c.picks, pick] };
}

export function aside(c: Composing, mode: Mode, text: string, picks: Pick[]): Composing {
  return { ...c, mode, aside: text, picks: [...c.picks, ...picks] };
}

export function back(c: Composing): Composing {
  return { ...c, mode: { kind: "new" }, aside: "" };
}

export function emptied(c: Composing): Composing {
  if (c.mode.kind !== "new") return back(c);
  return { ...c, text: "", picks: [], dirty: c.dirty || c.text !== "" };
}

/** A draft from another device, or from before a reload. What is being typed here is never replaced. */
export function heardDraft(c: Composing, text: string, at: number, focused: boolean): Composing {
  if (c.dirty || focused || at <= c.savedAt) return c;
  return { ...c, text, savedAt: at };
}

export function saved(c: Composing, text: string, at: number): Composing {
  return { ...c, savedAt: Math.max(c.savedAt, at), dirty: c.dirty && c.text !== text };
}

export type Sendable = { ok: true } | { ok: false; why: "empty" | "too_long" };

export function sendable(text: string): Sendable {
  if (text.trim() === "") return { ok: false, why: "empty" };
  return characters(text) > MAX_CHARACTERS ? { ok: false, why: "too_long" } : { ok: true };
}

export interface Key {
  key: string;
  keyCode: number;
  isComposing: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Whether this key sends. While an input method composes, Enter belongs to it. */
export function sends(e: Key, enterSends: boolean): boolean {
  if (e.key !== "Enter" || e.isComposing || e.keyCode === 229) return false;
  if (e.ctrlKey || e.metaKey) return true;
  return enterSends && !e.shiftKey && !e.altKey;
}
