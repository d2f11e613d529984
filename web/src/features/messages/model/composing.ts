import { type Attachment, joined, moved, without } from "./attachments";
import { characters, MAX_CHARACTERS, type Pick } from "./text";

/** What the box is doing: writing anew, editing a message, or correcting one. */
export type Mode =
  | { kind: "new" }
  /** With files a message needs no text; they stay as they are. */
  | { kind: "edit"; seq: number; until: number; files: boolean }
  | { kind: "correct"; seq: number };

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
  /** Who is meant by the names in it. */
  picks: Pick[];
  asidePicks: Pick[];
  /** What goes out with a new message, kept on this device. */
  files: Attachment[];
  mode: Mode;
  /** The person has typed and the server has not yet been told. */
  dirty: boolean;
  /** Instant of the newest draft that is known to be saved. */
  savedAt: number;
}

export const blank: Composing = {
  text: "",
  aside: "",
  picks: [],
  asidePicks: [],
  files: [],
  mode: { kind: "new" },
  dirty: false,
  savedAt: 0,
};

export function textOf(c: Composing): string {
  return c.mode.kind === "new" ? c.text : c.aside;
}

export function written(c: Composing, text: string): Composing {
  if (text === textOf(c)) return c;
  return c.mode.kind === "new" ? { ...c, text, dirty: true } : { ...c, aside: text };
}

export function picksOf(c: Composing): readonly Pick[] {
  return c.mode.kind === "new" ? c.picks : c.asidePicks;
}

export function picked(c: Composing, pick: Pick): Composing {
  const picks = picksOf(c);
  if (picks.some((p) => p.account_id === pick.account_id && p.name === pick.name)) return c;
  return withPicks(c, [...picks, pick]);
}

/** From the editor, which knows who is meant: names that are gone from the text are gone. */
export function rewritten(c: Composing, text: string, picks: Pick[]): Composing {
  return withPicks(written(c, text), picks);
}

function withPicks(c: Composing, picks: Pick[]): Composing {
  return c.mode.kind === "new" ? { ...c, picks } : { ...c, asidePicks: picks };
}

/** Files of a new message; while one is edited or corrected there is no place for them. */
export function attached(c: Composing, more: readonly Attachment[]): Composing {
  return c.mode.kind === "new" ? { ...c, files: joined(c.files, more) } : c;
}

export function detached(c: Composing, key: string): Composing {
  return { ...c, files: without(c.files, key) };
}

export function arranged(c: Composing, key: string, by: number): Composing {
  const files = moved(c.files, key, by);
  return files === c.files ? c : { ...c, files };
}

export function filesOf(c: Composing): readonly Attachment[] {
  return c.mode.kind === "new" ? c.files : [];
}

export function aside(c: Composing, mode: Mode, text: string, picks: Pick[]): Composing {
  return { ...c, mode, aside: text, asidePicks: picks };
}

export function back(c: Composing): Composing {
  return { ...c, mode: { kind: "new" }, aside: "", asidePicks: [] };
}

export function emptied(c: Composing): Composing {
  if (c.mode.kind !== "new") return back(c);
  return { ...c, text: "", picks: [], files: [], dirty: c.dirty || c.text !== "" };
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

/** With files a message needs no words. */
export function sendable(text: string, files = false): Sendable {
  if (text.trim() === "" && !files) return { ok: false, why: "empty" };
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
