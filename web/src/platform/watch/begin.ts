/** Begins to watch something, and returns how to stop. */
export type Begin = () => Promise<() => void>;

const soonest = 5_000;
const latest = 60_000;

/**
 * Begins after a while, so that the page has its time first. What cannot be fetched is tried again, less and
 * less often: signs that never follow would only be missed once it is too late. Returns how to stop.
 */
export function beginLater(begin: Begin, after: number): () => void {
  let stop: (() => void) | null = null;
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plan = (wait: number, next: number) => {
    timer = setTimeout(() => {
      begin().then(
        (started) => {
          if (over) started();
          else stop = started;
        },
        () => {
          if (!over) plan(next, Math.min(2 * next, latest));
        },
      );
    }, wait);
  };
  plan(after, soonest);
  return () => {
    over = true;
    clearTimeout(timer);
    stop?.();
  };
}
