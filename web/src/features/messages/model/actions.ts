import { mineOf } from "./message";
import { isOpen, openUntil } from "./recall";
import type { Message } from "./types";

export type ActionKey = "copy" | "edit" | "recall" | "correct" | "mark_unread";

export interface Action {
  key: ActionKey;
  /** The instant at which the offer ends. */
  until: number | null;
}

/** What may be done with a message at this moment, in the order of the menu. */
export function actionsFor(message: Message, me: string, now: number, windowSeconds: number | undefined): Action[] {
  const actions: Action[] = [];
  if (message.recalled !== null || message.kind !== "text") return actions;
  actions.push({ key: "copy", until: null });
  if (mineOf(message, me)) {
    const until = openUntil(message, me, windowSeconds);
    if (isOpen(until, now)) {
      actions.push({ key: "edit", until }, { key: "recall", until });
    } else {
      actions.push({ key: "correct", until: null });
      // Still offered: the refusal names the clause and leads to the correction.
      actions.push({ key: "recall", until: null });
    }
  } else {
    actions.push({ key: "mark_unread", until: null });
  }
  return actions;
}
