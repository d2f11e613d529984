// biome-ignore lint/style/noRestrictedImports: here no page observes what is shown.
import { InfiniteQueryObserver, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const line = vi.hoisted(() => ({
  frames: new Map<string, Set<(data: unknown) => void>>(),
  hellos: new Set<(reset: boolean) => void>(),
  answers: [] as ((value: unknown) => void)[],
}));
vi.mock("../platform/socket", () => ({
  socket: {
    on: (name: string, listener: (data: unknown) => void) => {
      line.frames.set(name, (line.frames.get(name) ?? new Set()).add(listener));
      return () => line.frames.get(name)?.delete(listener);
    },
    onHello: (listener: (reset: boolean) => void) => {
      line.hellos.add(listener);
      return () => line.hellos.delete(listener);
    },
  },
}));
vi.mock("../platform/api", () => ({
  isProblem: () => false,
  isOffline: () => false,
  addressOf: (path: string) => path,
  call: () => new Promise((answer) => line.answers.push(answer)),
}));

const { queryClient } = await import("../platform/queries");
const { mineQuery } = await import("./acknowledgement/api/read");
const collected = await import("./collected/lists/news");
const regulations = await import("./regulations/api/read");

const settled = () => new Promise<void>((done) => setImmediate(done));
const frame = (name: string) => {
  for (const listener of line.frames.get(name) ?? []) listener({});
};
let stop: () => void = () => undefined;
beforeEach(() => {
  line.answers = [];
});
afterEach(() => {
  stop();
  queryClient.clear();
});

test("what is told while the first page of acknowledgements is under way is asked for behind it", async () => {
  stop = new InfiniteQueryObserver(queryClient, mineQuery("waiting")).subscribe(() => undefined);
  await settled();
  frame("acknowledgements.changed");
  line.answers[0]?.({ items: ["before"], next_cursor: null });
  await settled();
  expect(line.answers.length).toBe(2);
  line.answers[1]?.({ items: ["after"], next_cursor: null });
  await settled();
  expect(queryClient.getQueryData(mineQuery("waiting").queryKey)?.pages[0]?.items).toEqual(["after"]);
});

test.each([
  [collected.collectedKey, ["star.changed", "later.changed", "later.due", "receipt.changed", "receipt.reminder"]],
  [regulations.regulationsKey, ["regulations.changed", "rules.changed"]],
])("%s follows each of its frames, and a line whose stream began anew", async (key, names) => {
  let asked = 0;
  const queryKey = [...key, "shown"];
  stop = new QueryObserver(queryClient, { queryKey, queryFn: () => ++asked }).subscribe(() => undefined);
  await settled();
  for (const name of names) {
    const before = asked;
    frame(name);
    await settled();
    expect(asked, name).toBe(before + 1);
  }
  const before = asked;
  for (const hello of line.hellos) hello(true);
  await settled();
  expect(asked).toBe(before + 1);
});
