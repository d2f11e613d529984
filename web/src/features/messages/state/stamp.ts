let last = 0;

/**
 * Orders what this client asks and hears: an answer is as old as its question, a frame as its
 * arrival. Grows even when the machine's clock does not, and goes on after a reload.
 */
export function stamp(): number {
  last = Math.max(last + 1, Date.now());
  return last;
}
