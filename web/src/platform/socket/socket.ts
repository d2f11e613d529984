import { type ClientFrame, parseFrames } from "./frames";
import { type Cursor, type Effect, type Input, initial, type MachineState, step } from "./machine";

type Listener = (data: unknown) => void;

/** Sleep is noticed by a clock that jumped between two beats. */
const BEAT_MS = 10_000;
const SLEPT_MS = 45_000;

/**
 * Carries out what the machine decides: the WebSocket, timers, and the browser's events. One per
 * tab; `connect` is called after sign-in, `disconnect` at sign-out.
 */
export class Socket {
  private state: MachineState = { ...initial, online: navigator.onLine };
  private ws: WebSocket | null = null;
  private timer: number | undefined;
  private beat: number | undefined;
  private lastBeat = 0;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly watchers = new Set<() => void>();
  private readonly hellos = new Set<(reset: boolean) => void>();

  constructor(private readonly url: (cursor: Cursor | null) => string) {}

  connect(): void {
    if (this.state.phase !== "idle") return;
    window.addEventListener("online", this.online);
    window.addEventListener("offline", this.offline);
    document.addEventListener("visibilitychange", this.visibility);
    this.lastBeat = Date.now();
    this.beat = window.setInterval(this.onBeat, BEAT_MS);
    this.state = { ...this.state, online: navigator.onLine };
    this.take({ type: "start" });
  }

  disconnect(): void {
    this.take({ type: "stop" });
    window.removeEventListener("online", this.online);
    window.removeEventListener("offline", this.offline);
    document.removeEventListener("visibilitychange", this.visibility);
    window.clearInterval(this.beat);
  }

  /** A request failed without an answer: find out whether the socket is still alive. */
  suspect(): void {
    this.take({ type: "suspect" });
  }

  /** Signs that may be lost (typing, presence, watch); false when there is no connection. */
  send(frame: ClientFrame): boolean {
    if (this.state.phase !== "live" || this.ws?.readyState !== WebSocket.OPEN) return false;
    this.ws.send(JSON.stringify(frame));
    return true;
  }

  on(name: string, listener: Listener): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set.add(listener));
    return () => set.delete(listener);
  }

  /** Called with true when the snapshot must be loaded anew, with false after a resume. */
  onHello(listener: (reset: boolean) => void): () => void {
    this.hellos.add(listener);
    return () => this.hellos.delete(listener);
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly snapshot = (): MachineState => this.state;

  private take(input: Input): void {
    const next = step(this.state, input);
    const changed = next.state !== this.state;
    const shown = this.state.connection !== next.state.connection;
    this.state = next.state;
    for (const effect of next.effects) this.carryOut(effect);
    if (changed && shown) for (const watcher of this.watchers) watcher();
  }

  private carryOut(effect: Effect): void {
    switch (effect.type) {
      case "dial":
        this.dial(effect.cursor);
        return;
      case "hang_up":
        this.hangUp();
        return;
      case "wait":
        this.timer = window.setTimeout(() => this.take({ type: "timer" }), effect.ms);
        return;
      case "stop_waiting":
        window.clearTimeout(this.timer);
        return;
      case "hello":
        for (const listener of this.hellos) listener(effect.reset);
        return;
      case "event":
        for (const listener of this.listeners.get(effect.name) ?? []) listener(effect.data);
    }
  }

  private dial(cursor: Cursor | null): void {
    this.hangUp();
    const ws = new WebSocket(this.url(cursor));
    this.ws = ws;
    ws.onmessage = (event) => {
      if (this.ws !== ws || typeof event.data !== "string") return;
      for (const frame of parseFrames(event.data)) this.take({ type: "frame", frame });
    };
    ws.onclose = (event) => {
      if (this.ws !== ws) return;
      this.ws = null;
      this.take({ type: "closed", code: event.code });
    };
  }

  private hangUp(): void {
    const ws = this.ws;
    this.ws = null;
    if (ws === null) return;
    ws.onmessage = null;
    ws.onclose = null;
    ws.close(1000);
  }

  private readonly online = () => this.take({ type: "online" });
  private readonly offline = () => this.take({ type: "offline" });
  private readonly visibility = () => {
    if (document.visibilityState === "visible") this.take({ type: "visible" });
  };

  private readonly onBeat = () => {
    const now = Date.now();
    if (now - this.lastBeat > SLEPT_MS) this.take({ type: "suspect" });
    this.lastBeat = now;
  };
}

export function socketUrl(cursor: Cursor | null): string {
  const url = new URL("/api/v1/socket", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  if (cursor !== null) {
    url.searchParams.set("epoch", cursor.epoch);
    url.searchParams.set("offset", String(cursor.offset));
  }
  return url.href;
}

/** The tab's one socket. */
export const socket = new Socket(socketUrl);
