import { create } from "zustand";
import { messaging, type PageQuery } from "../api/messaging";
import type { MarkChange } from "../model/marks";
import * as model from "../model/timeline";
import type { Message, MessagePage } from "../model/types";
import { stamp } from "./stamp";

export interface Load {
  newest: boolean;
  older: boolean;
  newer: boolean;
  failed: "newest" | "older" | "newer" | "gone" | null;
}

interface TimelineState {
  me: string;
  timelines: ReadonlyMap<string, model.Timeline>;
  loads: ReadonlyMap<string, Load>;
  start(me: string): void;
  open(id: string): Promise<void>;
  older(id: string): Promise<void>;
  newer(id: string): Promise<void>;
  newest(id: string): Promise<void>;
  jump(id: string, seq: number): Promise<boolean>;
  /** Goes to the first message at or after an instant; null when nothing could be fetched. */
  jumpTo(id: string, at: number): Promise<Message | null>;
  /** A message of the socket or, with the stamp of its question, of an answer. */
  hear(message: Message, toldAt?: number): void;
  /** Marks of one message, heard of by themselves. */
  happen(id: string, change: MarkChange): void;
  /** A mark of all messages, as a list that was asked for at `at` has them. */
  mark(id: string, kind: "pinned" | "later", seqs: ReadonlySet<number>, at: number): void;
  change(id: string, change: (t: model.Timeline) => model.Timeline): void;
  refresh(id: string, afterSeq: number): Promise<void>;
  forget(id: string): void;
  reset(openId: string | null): void;
}

const PAGE = 50;
const KEPT = 150;
const quiet: Load = { newest: false, older: false, newer: false, failed: null };

export const useTimelines = create<TimelineState>()((set, get) => {
  const timelineOf = (id: string) => get().timelines.get(id) ?? model.empty(id, get().me);
  const setLoad = (id: string, over: Partial<Load>) =>
    set((s) => ({ loads: new Map(s.loads).set(id, { ...(s.loads.get(id) ?? quiet), ...over }) }));

  function put(id: string, change: (t: model.Timeline) => model.Timeline): void {
    const before = timelineOf(id);
    const after = change(before);
    if (after !== before) set((s) => ({ timelines: new Map(s.timelines).set(id, after) }));
  }

  async function fetch(
    id: string,
    kind: "newest" | "older" | "newer",
    query: Partial<PageQuery>,
    apply: (t: model.Timeline, page: MessagePage) => model.Timeline,
  ): Promise<boolean> {
    if (get().loads.get(id)?.[kind] === true) return false;
    const { me } = get();
    const told_at = stamp();
    setLoad(id, { [kind]: true, failed: null });
    try {
      const page = await messaging.listMessages(id, { limit: PAGE, ...query });
      if (get().me !== me) return false;
      put(id, (t) => apply(t, { ...page, items: page.items.map((m) => ({ ...m, told_at })) }));
      setLoad(id, { [kind]: false });
      return true;
    } catch (error) {
      if (get().me === me) setLoad(id, { [kind]: false, failed: messaging.isGone(error) ? "gone" : kind });
      return false;
    }
  }

  /** Pulls until the window is whole; one pull at a time, each answered before the next is asked. */
  async function heal(id: string): Promise<void> {
    for (;;) {
      const before = timelineOf(id);
      const want = model.want(before);
      if (want === null || !get().timelines.has(id)) return;
      const done =
        want.kind === "newest"
          ? await fetch(id, "newest", {}, model.laid)
          : await fetch(id, "newer", { after: want.seq, limit: 200 }, model.extended);
      // A server that knows less than it announced must not be asked in a circle.
      const after = timelineOf(id);
      if (!done || (before.loaded && model.high(after) <= model.high(before))) return;
    }
  }

  /** Without a network a conversation is what was seen of it last. */
  async function restore(id: string): Promise<void> {
    const { me } = get();
    const { keptTimeline } = await import("./keeping");
    const kept = await keptTimeline(me, id).catch(() => null);
    if (kept !== null && get().me === me) put(id, (t) => (t.loaded ? t : kept));
  }

  return {
    me: "",
    timelines: new Map(),
    loads: new Map(),
    start(me) {
      if (get().me !== me) set({ me, timelines: new Map(), loads: new Map() });
    },
    async open(id) {
      put(id, (t) => (get().timelines.has(id) ? t : { ...t }));
      // Coming back to a conversation means coming back to its newest message.
      if (timelineOf(id).loaded && !timelineOf(id).following) await fetch(id, "newest", {}, model.laid);
      await heal(id);
      if (!timelineOf(id).loaded && loadOf(get().loads, id).failed === "newest") await restore(id);
    },
    async older(id) {
      const t = timelineOf(id);
      if (model.hasOlder(t)) await fetch(id, "older", { before: model.low(t) }, model.extended);
    },
    async newer(id) {
      const t = timelineOf(id);
      if (model.hasNewer(t)) await fetch(id, "newer", { after: model.high(t) }, model.extended);
    },
    async newest(id) {
      await fetch(id, "newest", {}, model.laid);
    },
    async jump(id, seq) {
      if (model.find(timelineOf(id), seq) !== undefined) return true;
      await fetch(id, "newest", { around: seq }, model.laid);
      return model.find(timelineOf(id), seq) !== undefined;
    },
    async jumpTo(id, at) {
      if (!(await fetch(id, "newest", { at }, model.laid))) return null;
      return model.firstAt(timelineOf(id), at);
    },
    hear(message, toldAt) {
      const id = message.conversation_id;
      if (!get().timelines.has(id)) return;
      put(id, (t) => model.heard(t, toldAt === undefined ? message : { ...message, told_at: toldAt }));
      void heal(id);
    },
    happen(id, change) {
      if (get().timelines.has(id)) put(id, (t) => model.happened(t, { ...change, at: stamp() }));
    },
    change(id, change) {
      if (!get().timelines.has(id)) return;
      put(id, change);
      void heal(id);
    },
    mark(id, kind, seqs, at) {
      if (get().timelines.has(id)) put(id, (t) => model.exactly(t, kind, seqs, at));
    },
    async refresh(id, afterSeq) {
      await fetch(id, "newer", { after: afterSeq, limit: 100 }, model.extended);
    },
    forget(id) {
      put(id, (t) => model.trimmed(t, KEPT));
    },
    reset(openId) {
      // What is not on the screen is loaded again when it is opened.
      const open = openId === null ? undefined : get().timelines.get(openId);
      set({ timelines: open === undefined ? new Map() : new Map([[open.id, open]]), loads: new Map() });
      if (open === undefined) return;
      const middle = open.messages[Math.floor(open.messages.length / 2)];
      if (open.following || middle === undefined) void fetch(open.id, "newest", {}, model.laid);
      else void fetch(open.id, "newest", { around: middle.seq }, model.laid);
    },
  };
});

export function loadOf(loads: ReadonlyMap<string, Load>, id: string): Load {
  return loads.get(id) ?? quiet;
}
