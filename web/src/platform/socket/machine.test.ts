import { describe, expect, it } from "vitest";
import { parseFrames } from "./frames";
import { backoff, type Effect, type Input, initial, type MachineState, step } from "./machine";

// covers: MSG-01
const half = () => 0.5;

function run(inputs: Input[], from: MachineState = initial) {
  const effects: Effect[] = [];
  let state = from;
  for (const input of inputs) {
    const next = step(state, input, half);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

function hello(over: object = {}): Input {
  return { type: "frame", frame: { t: "hello", d: { epoch: "e1", offset: 10, reset: false, ping_s: 25, ...over } } };
}

const live = run([{ type: "start" }, hello()]).state;

describe("socket machine", () => {
  it("dials without a cursor first and asks for the snapshot", () => {
    const { state, effects } = run([{ type: "start" }, hello()]);
    expect(effects).toEqual([
      { type: "dial", cursor: null },
      { type: "hello", reset: true },
    ]);
    expect(state.connection).toBe("open");
    expect(state.cursor).toEqual({ epoch: "e1", offset: 10 });
  });

  it("resumes from the last offset that it applied", () => {
    const { effects } = run(
      [
        { type: "frame", frame: { o: 11, t: "typing", d: {} } },
        { type: "closed", code: 1006 },
        { type: "timer" },
        hello({ offset: 30 }),
        { type: "frame", frame: { o: 11, t: "typing", d: {} } },
        { type: "frame", frame: { o: 12, t: "typing", d: { x: 1 } } },
      ],
      live,
    );
    expect(effects).toContainEqual({ type: "dial", cursor: { epoch: "e1", offset: 11 } });
    expect(effects).toContainEqual({ type: "hello", reset: false });
    expect(effects.filter((e) => e.type === "event")).toHaveLength(2);
  });

  it("takes the server's position when the epoch is another or a reset is asked", () => {
    for (const over of [
      { reset: true, offset: 3 },
      { epoch: "e2", offset: 3 },
    ]) {
      const { state, effects } = run([{ type: "closed", code: 1006 }, { type: "timer" }, hello(over)], live);
      expect(effects).toContainEqual({ type: "hello", reset: true });
      expect(state.cursor?.offset).toBe(3);
    }
  });

  it.each([
    [4001, "session_ended"],
    [4003, "frozen"],
    [4410, "password_change"],
  ] as const)("ends for good on close code %i", (code, reason) => {
    const { state, effects } = run([{ type: "closed", code }, { type: "timer" }, { type: "online" }], live);
    expect(state).toMatchObject({ connection: "ended", end: reason, cursor: null });
    expect(effects.some((e) => e.type === "dial" || e.type === "wait")).toBe(false);
  });

  it.each([4008, 4400])("waits at least five seconds after close code %i", (code) => {
    const { effects } = run([{ type: "closed", code }], live);
    expect(effects).toEqual([{ type: "wait", ms: 5500 }]);
  });

  it("dials at once after being too slow, and with back-off when that repeats", () => {
    const first = run([{ type: "closed", code: 4009 }], live);
    expect(first.effects[0]?.type).toBe("dial");
    expect(run([{ type: "closed", code: 4009 }], first.state).effects[0]?.type).toBe("wait");
  });

  it.each([
    ["stops", 4012],
    ["is cut off from its database", 4013],
  ])("says reconnecting and dials again with jitter when the server %s", (_, code) => {
    const { state, effects } = run([{ type: "closed", code }], live);
    expect(state).toMatchObject({ connection: "reconnecting", end: null, cursor: live.cursor });
    expect(effects).toEqual([{ type: "wait", ms: 375 }]);
  });

  it("grows the waiting time up to a cap and never leaves the bounds", () => {
    for (let attempt = 0; attempt < 40; attempt++) {
      expect(backoff(attempt, () => 0)).toBeGreaterThanOrEqual(250);
      expect(backoff(attempt, () => 1)).toBeLessThanOrEqual(30_000);
    }
    expect(backoff(3, half)).toBeGreaterThan(backoff(1, half));
  });

  it("goes offline with the network and dials at once when it returns", () => {
    const off = run([{ type: "offline" }], live);
    expect(off.state.connection).toBe("offline");
    expect(off.effects).toContainEqual({ type: "hang_up" });
    const on = run([{ type: "online" }], off.state);
    expect(on.effects).toContainEqual({ type: "dial", cursor: live.cursor });
  });

  it("does not wait for the timer when the page becomes visible", () => {
    const waiting = run([{ type: "closed", code: 1006 }], live).state;
    expect(run([{ type: "visible" }], waiting).effects.map((e) => e.type)).toEqual(["stop_waiting", "dial"]);
  });

  it("replaces a doubtful socket and keeps its place", () => {
    expect(run([{ type: "suspect" }], live).effects).toEqual([
      { type: "hang_up" },
      { type: "dial", cursor: live.cursor },
    ]);
  });

  it("ignores what a socket of the past still says", () => {
    const waiting = run([{ type: "closed", code: 1006 }], live).state;
    expect(run([{ type: "frame", frame: { o: 99, t: "typing", d: {} } }], waiting).effects).toEqual([]);
  });
});

describe("frames", () => {
  it("reads one object or an array of them and drops the rest", () => {
    expect(parseFrames('{"t":"a","d":{}}')).toHaveLength(1);
    expect(parseFrames('[{"t":"a","d":{}},{"t":"b","d":{}},5,null]')).toHaveLength(2);
    expect(parseFrames("not json")).toEqual([]);
  });
});
