/** Why nobody is signed in on this page any more, or why the password page must come first. */
export type LossReason = "left" | "expired" | "ended" | "frozen" | "password";

type Listener = (reason: LossReason) => void;

let listener: Listener = () => undefined;

/** The app says what happens then; there is one app per page. */
export function onSessionLost(next: Listener): void {
  listener = next;
}

let leaving = false;

/** Told by whoever notices first: an answer of the API, or the socket. */
export function sessionLost(reason: LossReason): void {
  if (leaving) return;
  listener(reason);
}

/** Whoever signs out hears from all sides that the session ended, and needs no explanation. */
export async function leave(work: () => Promise<void>): Promise<void> {
  leaving = true;
  try {
    await work();
  } finally {
    leaving = false;
  }
  listener("left");
}
