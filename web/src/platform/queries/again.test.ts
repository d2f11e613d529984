import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test } from "vitest";
import { askAgain, askForMissed } from "./again";

interface Answer {
  give: (value: string) => Promise<void>;
  fail: () => Promise<void>;
}

const key = ["rooms", "one"];
const soon = () => new Promise((done) => setImmediate(done));
let client: QueryClient;
let asked: Answer[];
let observer: QueryObserver<string>;
let stop: () => void;

/** A page that shows the query; each of its requests is answered by the test. */
beforeEach(() => {
  client = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: "always", gcTime: Number.POSITIVE_INFINITY } },
  });
  asked = [];
  observer = new QueryObserver<string>(client, {
    queryKey: key,
    queryFn: ({ signal }) =>
      new Promise<string>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("given up")));
        const then = (end: () => void) => () => {
          end();
          return soon() as Promise<void>;
        };
        asked.push({
          give: (value) => then(() => resolve(value))(),
          fail: then(() => reject(new Error("no answer"))),
        });
      }),
  });
  stop = observer.subscribe(() => undefined);
});
afterEach(() => {
  stop();
  client.clear();
});

const nth = (n: number): Answer => {
  const one = asked[n];
  if (one === undefined) throw new Error(`asked ${asked.length} times only`);
  return one;
};
const shown = () => observer.getCurrentResult().data;

test("news that come before the first answer are asked for behind it", async () => {
  void askAgain(client, ["rooms"]);
  await nth(0).give("before");
  expect(shown()).toBe("before");
  await nth(1).give("after");
  expect(shown()).toBe("after");
  expect(asked.length).toBe(2);
});

test("a first answer that never comes is asked for again", async () => {
  void askAgain(client, ["rooms"]);
  await nth(0).fail();
  await nth(1).give("after");
  expect(shown()).toBe("after");
});

test("news that come while it is asked for again end what is older", async () => {
  await nth(0).give("first");
  void askAgain(client, key);
  void askAgain(client, key);
  await nth(1).give("before");
  expect(shown()).toBe("first");
  await nth(2).give("after");
  expect(shown()).toBe("after");
});

test("what another key holds is left alone", async () => {
  await nth(0).give("first");
  await askAgain(client, ["others"]);
  expect(asked.length).toBe(1);
});

test("news that could not be asked for are asked for once the line is back, and only they", async () => {
  await nth(0).give("first");
  await askForMissed(client, ["rooms"]);
  expect(asked.length).toBe(1);
  void askAgain(client, key);
  await nth(1).fail();
  expect(shown()).toBe("first");
  void askForMissed(client, ["rooms"]);
  await nth(2).give("after");
  expect(shown()).toBe("after");
});

test("what nobody shows is asked for when somebody does", async () => {
  await nth(0).give("first");
  stop();
  await askAgain(client, key);
  expect(asked.length).toBe(1);
  expect(client.getQueryState(key)?.isInvalidated).toBe(true);
});
