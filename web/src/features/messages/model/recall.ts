import { mineOf } from "./message";
import type { Message } from "./types";

/**
 * The server's clock as seen from here. The window of recall is the server's, so a wrong clock on
 * this machine must neither hide the offer nor promise what will be refused.
 */
export class ServerClock {
  private offset = 0;
  private roundTrip = Number.POSITIVE_INFINITY;

  /** A server time that was read between two local instants (all in microseconds). */
  learn(serverAt: number, sentAt: number, receivedAt: number): void {
    const roundTrip = receivedAt - sentAt;
    if (roundTrip < 0 || roundTrip > this.roundTrip) return;
    this.roundTrip = roundTrip;
    this.offset = serverAt - (sentAt + roundTrip / 2);
  }

  now(local: number = Date.now() * 1000): number {
    return Math.round(local + this.offset);
  }
}

/** Until when an own message can be recalled or edited; null when it never could. */
export function openUntil(message: Message, me: string, windowSeconds: number | undefined): number | null {
  if (!mineOf(message, me) || message.recalled !== null) return null;
  if (message.recallable_until_at !== null) return message.recallable_until_at;
  // A frame that all members share does not carry the author's window.
  return windowSeconds === undefined ? null : message.at + windowSeconds * 1_000_000;
}

/** Exactly the limit is still inside. */
export function isOpen(until: number | null, now: number): boolean {
  return until !== null && now <= until;
}

/** mm:ss, rounded up, so that 00:00 is never shown while it is still possible. */
export function countdown(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000_000));
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
