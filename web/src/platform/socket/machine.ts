import type { Frame, Hello } from "./frames";

/**
 * The life of the one socket as a pure state machine: inputs go in, a new state and a list of
 * effects come out. Timers, the WebSocket and the browser's events live in `socket.ts`.
 */
export type ConnectionState = "connecting" | "open" | "reconnecting" | "offline" | "ended";

export type EndReason = "signed_out" | "session_ended" | "frozen" | "password_change";

export interface Cursor {
  epoch: string;
  offset: number;
}

export interface MachineState {
  connection: ConnectionState;
  /** Distinguishes "not started" and "waiting for the timer" from a socket under way. */
  phase: "idle" | "dialling" | "live" | "waiting";
  online: boolean;
  attempt: number;
  cursor: Cursor | null;
  everOpen: boolean;
  end: EndReason | null;
}

export type Input =
  | { type: "start" }
  | { type: "stop" }
  | { type: "frame"; frame: Frame }
  | { type: "closed"; code: number }
  | { type: "timer" }
  | { type: "online" }
  | { type: "offline" }
  | { type: "visible" }
  /** The machine slept or a request failed: the socket may be dead without having said so. */
  | { type: "suspect" };

export type Effect =
  | { type: "dial"; cursor: Cursor | null }
  | { type: "hang_up" }
  | { type: "wait"; ms: number }
  | { type: "stop_waiting" }
  | { type: "hello"; reset: boolean }
  | { type: "event"; name: string; data: unknown };

export interface Step {
  state: MachineState;
  effects: Effect[];
}

export const initial: MachineState = {
  connection: "connecting",
  phase: "idle",
  online: true,
  attempt: 0,
  cursor: null,
  everOpen: false,
  end: null,
};

const BASE_MS = 500;
const CAP_MS = 30_000;
const POLITE_MS = 5_000;

/** Exponential with full jitter on the upper half, so that a restart does not bring all at once. */
export function backoff(attempt: number, random: () => number): number {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}

export function step(state: MachineState, input: Input, random: () => number = Math.random): Step {
  if (state.end !== null && input.type !== "start") return { state, effects: [] };
  switch (input.type) {
    case "start":
      return state.phase === "idle" ? start(state) : { state, effects: [] };
    case "stop":
      return end(state, "signed_out");
    case "frame":
      return onFrame(state, input.frame);
    case "closed":
      return onClosed(state, input.code, random);
    case "timer":
      return state.phase === "waiting" ? dial(state) : { state, effects: [] };
    case "online":
      return onOnline(state);
    case "offline":
      return onOffline(state);
    case "visible":
      return state.phase === "waiting" && state.online ? dialNow(state) : { state, effects: [] };
    case "suspect":
      return onSuspect(state);
  }
}

function start(state: MachineState): Step {
  const fresh: MachineState = { ...state, end: null, attempt: 0, connection: "connecting" };
  if (!state.online) return { state: { ...fresh, phase: "waiting", connection: "offline" }, effects: [] };
  return dial(fresh);
}

function dial(state: MachineState): Step {
  return {
    state: { ...state, phase: "dialling", connection: state.everOpen ? "reconnecting" : "connecting" },
    effects: [{ type: "dial", cursor: state.cursor }],
  };
}

function dialNow(state: MachineState): Step {
  const next = dial({ ...state, attempt: 0 });
  return { state: next.state, effects: [{ type: "stop_waiting" }, ...next.effects] };
}

function end(state: MachineState, reason: EndReason): Step {
  return {
    state: { ...state, phase: "idle", connection: "ended", end: reason, cursor: null, everOpen: false },
    effects: [{ type: "stop_waiting" }, { type: "hang_up" }],
  };
}

function onFrame(state: MachineState, frame: Frame): Step {
  if (state.phase !== "dialling" && state.phase !== "live") return { state, effects: [] };
  if (frame.t === "hello") return onHello(state, frame.d as Hello);
  let cursor = state.cursor;
  if (frame.o !== undefined && cursor !== null) {
    // A frame that was already applied before the connection broke is not applied again.
    if (frame.o <= cursor.offset) return { state, effects: [] };
    cursor = { epoch: cursor.epoch, offset: frame.o };
  }
  return { state: { ...state, cursor }, effects: [{ type: "event", name: frame.t, data: frame.d }] };
}

function onHello(state: MachineState, hello: Hello): Step {
  // Without a cursor of our own the snapshot is loaded anyway; with one, only the server's word counts.
  const reset = hello.reset || state.cursor === null || state.cursor.epoch !== hello.epoch;
  const cursor = reset ? { epoch: hello.epoch, offset: hello.offset } : state.cursor;
  return {
    state: { ...state, phase: "live", connection: "open", attempt: 0, everOpen: true, cursor },
    effects: [{ type: "hello", reset }],
  };
}

/** All other codes bring the client back after a while: 4012 the server stops, 4013 it is cut off, 1006 the line broke. */
const ENDS: Record<number, EndReason> = { 4001: "session_ended", 4003: "frozen", 4410: "password_change" };

function onClosed(state: MachineState, code: number, random: () => number): Step {
  if (state.phase === "idle" || state.phase === "waiting") return { state, effects: [] };
  const reason = ENDS[code];
  if (reason !== undefined) return end(state, reason);
  if (!state.online) return { state: { ...state, phase: "waiting", connection: "offline" }, effects: [] };
  if (code === 4009 && state.attempt === 0) return dial({ ...state, attempt: 1 });
  const polite = code === 4008 || code === 4400;
  const ms = polite ? POLITE_MS + Math.round(1000 * random()) : backoff(state.attempt, random);
  return {
    state: {
      ...state,
      phase: "waiting",
      connection: state.everOpen ? "reconnecting" : "connecting",
      attempt: state.attempt + 1,
    },
    effects: [{ type: "wait", ms }],
  };
}

function onOnline(state: MachineState): Step {
  const next = { ...state, online: true };
  return state.phase === "waiting" ? dialNow(next) : { state: next, effects: [] };
}

function onOffline(state: MachineState): Step {
  const next: MachineState = { ...state, online: false };
  if (state.phase === "idle") return { state: next, effects: [] };
  return {
    state: { ...next, phase: "waiting", connection: "offline" },
    effects: [{ type: "stop_waiting" }, { type: "hang_up" }],
  };
}

/** Resuming by offset is cheap, so a doubtful socket is replaced rather than trusted. */
function onSuspect(state: MachineState): Step {
  if (state.phase === "waiting" && state.online) return dialNow(state);
  if (state.phase !== "live") return { state, effects: [] };
  const next = dial(state);
  return { state: next.state, effects: [{ type: "hang_up" }, ...next.effects] };
}
