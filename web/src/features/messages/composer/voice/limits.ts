/** How long a voice message can be, in milliseconds; the server has the same upper limit. */
export const SHORTEST_MS = 1_000;
export const LONGEST_MS = 10 * 60_000;
/** The last seconds are counted down. */
export const COUNTDOWN_MS = 30_000;

/** Seconds that are left, when they are few; null before. */
export function countdownAt(ms: number): number | null {
  const left = LONGEST_MS - ms;
  return left > COUNTDOWN_MS ? null : Math.max(0, Math.ceil(left / 1000));
}

export type Trouble = "refused" | "none" | "busy" | "insecure" | "unsupported";

/** What stands between a person and their microphone, from the browser's error. */
export function troubleOf(error: unknown): Trouble {
  switch ((error as { name?: string } | null)?.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "refused";
    case "NotFoundError":
    case "OverconstrainedError":
      return "none";
    case "NotSupportedError":
      return "unsupported";
    default:
      return "busy";
  }
}

/** A pull of the finger by so many pixels upwards gives the recording up. */
export const CANCEL_PULL = 72;
