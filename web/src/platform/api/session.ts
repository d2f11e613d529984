/** Why nobody is signed in on this page any more, or why the password page must come first. */
export type LossReason = "left" | "expired" | "ended" | "frozen" | "password";

type Listener = (reason: LossReason) => void;

let listener: Listener = () => undefined;

/** The app says what happens then; there is one app per page. */
export function onSessionLost(next: Listener): void {
  listener = next;
}

/** Told by whoever notices first: an answer of the API, or the socket. */
export function sessionLost(reason: LossReason): void {
  listener(reason);
}
