import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { followWith } from "./follow";

const line = vi.hoisted(() => ({
  frames: new Map<string, () => void>(),
  hello: (_reset: boolean): void => undefined,
}));
vi.mock("../socket", () => ({
  socket: {
    on: (name: string, listener: () => void) => line.frames.set(name, listener),
    onHello: (listener: (reset: boolean) => void) => {
      line.hello = listener;
    },
  },
}));

const settled = () => new Promise<void>((done) => setImmediate(done));
let stop: () => void = () => undefined;
afterEach(() => stop());

/** A page that shows one query below the key that is followed; `answers` is what it is told, in turn. */
function page(answers: readonly (string | null)[]) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: "always" } } });
  let asked = 0;
  const observer = new QueryObserver<string>(client, {
    queryKey: ["rules", "one"],
    queryFn: () => {
      const answer = answers[asked++] ?? null;
      return answer === null ? Promise.reject(new Error("no answer")) : Promise.resolve(answer);
    },
  });
  followWith(client, ["rules"], ["rules.changed"]);
  const off = observer.subscribe(() => undefined);
  stop = () => {
    off();
    client.clear();
  };
  return { shown: () => observer.getCurrentResult().data, asked: () => asked };
}

test("a frame has what is shown asked for again, and so has a line whose stream began anew", async () => {
  const p = page(["one", "two", "three"]);
  await settled();
  line.frames.get("rules.changed")?.();
  await settled();
  expect(p.shown()).toBe("two");
  line.hello(true);
  await settled();
  expect(p.shown()).toBe("three");
});

test("a line that goes on where it broke has only that asked for which got no answer", async () => {
  const p = page(["one", null, "two"]);
  await settled();
  line.hello(false);
  await settled();
  expect(p.asked()).toBe(1);
  line.frames.get("rules.changed")?.();
  await settled();
  expect(p.shown()).toBe("one");
  line.hello(false);
  await settled();
  expect(p.shown()).toBe("two");
});
