import { mineOf } from "./message";
import { isOpen, openUntil } from "./recall";
import type { Message } from "./types";

export type ActionKey =
  | "reply"
  | "thread"
  | "forward"
  | "copy"
  | "copy_image"
  | "star"
  | "unstar"
  | "later"
  | "not_later"
  | "pin"
  | "unpin"
  | "select"
  | "edit"
  | "recall"
  | "correct"
  | "receipt"
  | "mark_unread";

export interface Action {
  key: ActionKey;
  /** The instant at which the offer ends. */
  until: number | null;
}

/** Who looks at a message, when, and what may be done where it stands. */
export interface Standing {
  me: string;
  now: number;
  windowSeconds: number | undefined;
  /** May speak here. */
  writes: boolean;
  /** The browser can put an image where it can be pasted from. */
  images: boolean;
  /** In the panel of a thread, where neither the way into it nor ticking is needed. */
  inThread?: boolean;
}

/** What may be done with a message at this moment: groups in the order of the menu. */
export function actionsFor(message: Message, standing: Standing): Action[][] {
  if (message.recalled !== null || message.kind === "system") return [];
  const keys = (...list: (ActionKey | false)[]): Action[] =>
    list.filter((key) => key !== false).map((key) => ({ key, until: null }));
  const { writes, images, inThread = false } = standing;
  const words = message.content?.type === "text" && message.content.nodes.length > 0;
  return [
    keys(
      writes && "reply",
      writes && !inThread && "thread",
      "forward",
      words && "copy",
      images && oneImage(message) && "copy_image",
    ),
    keys(
      message.starred ? "unstar" : "star",
      message.later ? "not_later" : "later",
      writes && (message.pinned ? "unpin" : "pin"),
      !inThread && "select",
    ),
    mineOf(message, standing.me) ? ofOwn(message, standing) : keys("mark_unread"),
  ];
}

function ofOwn(message: Message, { me, now, windowSeconds, writes }: Standing): Action[] {
  const until = openUntil(message, me, windowSeconds);
  const open = isOpen(until, now);
  const actions: Action[] = message.receipt === null ? [] : [{ key: "receipt", until: null }];
  const text = message.content?.type === "text" && message.content.forwarded !== true;
  if (open && text) actions.push({ key: "edit", until });
  if (!open && text && writes) actions.push({ key: "correct", until: null });
  // Still offered when it is too late: the refusal names the clause and leads to the correction.
  actions.push({ key: "recall", until: open ? until : null });
  return actions;
}

/** Which of these stand beside the bubble; the menu has them all. */
export function atHand(groups: Action[][]): Action[] {
  const wanted: ActionKey[] = ["reply", "thread", "forward", "edit", "recall"];
  const all = groups.flat();
  return wanted.flatMap((key) => {
    const found = all.find((a) => a.key === key);
    return found === undefined || (key === "recall" && found.until === null) ? [] : [found];
  });
}

/** A message that is one image and nothing else. */
export function oneImage(message: Message): boolean {
  const { content } = message;
  return content?.type === "text" && content.files?.length === 1 && content.files[0]?.media === "image";
}
