import { deservesAlert } from "../model/alert";
import type { Conversation, Message } from "../model/types";
import { useView, windowActive } from "../state/view";

export interface AlertSettings {
  me: string;
  enabled: boolean;
  doNotDisturb: boolean;
  /** Puts an alert into words and opens its conversation when it is clicked. */
  words(message: Message, conversation: Conversation): { title: string; body: string };
  open(conversationId: string): void;
}

let settings: AlertSettings | null = null;

export function configureAlerts(next: AlertSettings | null): void {
  settings = next;
}

/**
 * Several tabs hear the same message. The one that gets this lock first shows it and keeps the lock
 * for a moment; a tab whose person is looking at the conversation says so by holding it too.
 */
const CLAIM_MS = 1_500;

export function alertFor(message: Message, conversation: Conversation): void {
  const now = settings;
  if (now === null) return;
  const focused = windowActive() ? useView.getState().openId : null;
  const name = `tonggui.alert.${message.conversation_id}.${message.seq}`;
  if (focused === message.conversation_id) {
    claim(name, () => undefined);
    return;
  }
  const context = { me: now.me, focused, enabled: now.enabled, doNotDisturb: now.doNotDisturb };
  if (!deservesAlert(message, conversation, context)) return;
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  // The tab that is being looked at goes first, so that it can keep the others quiet.
  window.setTimeout(() => claim(name, () => show(message, conversation, now)), 150);
}

/** Tells of something else that has come: only when nobody looks at the page, by one tab. */
export function notify(key: string, title: string, body: string, open: () => void): void {
  const now = settings;
  if (now === null || !now.enabled || now.doNotDisturb) return;
  const name = `tonggui.note.${key}`;
  if (windowActive()) {
    claim(name, () => undefined);
    return;
  }
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  window.setTimeout(() => claim(name, () => pop(title, body, name, open)), 150);
}

function claim(name: string, won: () => void): void {
  if (navigator.locks === undefined) {
    won();
    return;
  }
  void navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    won();
    await new Promise((done) => window.setTimeout(done, CLAIM_MS));
  });
}

function show(message: Message, conversation: Conversation, now: AlertSettings): void {
  const { title, body } = now.words(message, conversation);
  // One notification per conversation: a later message replaces the earlier one.
  pop(title, body, `tonggui-${conversation.id}`, () => now.open(conversation.id));
}

function pop(title: string, body: string, tag: string, open: () => void): void {
  const shown = new Notification(title, { body, tag });
  shown.onclick = () => {
    window.focus();
    open();
    shown.close();
  };
}
