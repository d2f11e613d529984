import { mineOf } from "./message";
import { mentions } from "./text";
import type { Conversation, Message } from "./types";

export interface AlertContext {
  me: string;
  /** The conversation that is open in a focused window of this tab; null when none is. */
  focused: string | null;
  enabled: boolean;
  doNotDisturb: boolean;
}

/** Whether a new message deserves a notification of the desktop. A mention breaks through mute. */
export function deservesAlert(message: Message, c: Conversation | undefined, context: AlertContext): boolean {
  if (!context.enabled || context.doNotDisturb) return false;
  if (message.kind === "system" || message.recalled !== null || mineOf(message, context.me)) return false;
  if (message.conversation_id === context.focused) return false;
  if (c !== undefined && message.seq <= c.read_seq) return false;
  return c?.muted === true ? mentions(message.content, context.me) : true;
}
