import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { beginLater } from "./begin";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what cannot be fetched is tried again, less and less often, until it is there", async () => {
  const at: number[] = [];
  const stopped = vi.fn();
  const stop = beginLater(async () => {
    at.push(Date.now() - from);
    if (at.length < 6) throw new Error("offline");
    return stopped;
  }, 1_000);
  const from = Date.now();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(at).toEqual([1_000, 6_000, 16_000, 36_000, 76_000, 136_000]);
  stop();
  expect(stopped).toHaveBeenCalledTimes(1);
});

test("nothing begins once it was stopped, and what begins then is stopped at once", async () => {
  const begin = vi.fn(async () => () => undefined);
  beginLater(begin, 1_000)();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(begin).not.toHaveBeenCalled();

  const stopped = vi.fn();
  let arrive: (started: () => void) => void = () => undefined;
  const stop = beginLater(() => new Promise<() => void>((done) => (arrive = done)), 0);
  await vi.advanceTimersByTimeAsync(0);
  stop();
  arrive(stopped);
  await vi.advanceTimersByTimeAsync(0);
  expect(stopped).toHaveBeenCalledTimes(1);
});
