/**
 * Keeps on this device what was seen, and gives it back where the network does not. Fetched late: a
 * start with a network does not wait for it.
 */
import { knownMe } from "../../../platform/api";
import { shelfOf } from "../../../platform/kept";
import { type Timeline, trimmed } from "../model/timeline";
import type { Conversation } from "../model/types";
import { useInbox } from "./inboxStore";
import { useTimelines } from "./timelineStore";

const EVERY_MS = 2_000;
const CONVERSATIONS = 300;
const TIMELINES = 60;
const MESSAGES = 200;
const timelineKey = (id: string) => `timeline:${id}`;

/** Keeps the list and the opened conversations of an account, a moment after they change. */
export function startKeeping(account: string): () => void {
  const shelf = shelfOf(account);
  const written = new Map<string, unknown>();
  let order: string[] = [];
  let timer: number | undefined;

  const save = async () => {
    timer = undefined;
    const values = new Map<string, unknown>([["me", knownMe()]]);
    const { inbox, pages } = useInbox.getState();
    if (pages.all.phase === "ready") values.set("inbox", [...inbox.byId.values()].slice(0, CONVERSATIONS));
    for (const t of useTimelines.getState().timelines.values()) {
      if (!t.loaded || !t.following) continue;
      if (pages.all.phase === "ready" && !inbox.byId.has(t.id)) continue; // one was taken out of it
      values.set(timelineKey(t.id), trimmed(t, MESSAGES));
      order = [t.id, ...order.filter((id) => id !== t.id)];
    }
    for (const id of order.slice(TIMELINES)) values.set(timelineKey(id), undefined);
    order = order.slice(0, TIMELINES);
    const changed = new Map([...values].filter(([key, value]) => written.get(key) !== value));
    for (const [key, value] of changed) written.set(key, value);
    await shelf.put(changed.set("order", order)).catch(() => undefined); // full: what is kept stays
  };
  const soon = () => {
    timer ??= window.setTimeout(() => void save(), EVERY_MS);
  };
  const now = () => {
    if (document.visibilityState !== "hidden" || timer === undefined) return;
    window.clearTimeout(timer);
    void save();
  };
  const drop = (id: string) => void shelf.put(new Map([[timelineKey(id), undefined]])).catch(() => undefined);

  const offs = [
    useInbox.subscribe((s, before) => {
      if (s.inbox === before.inbox) return;
      for (const id of before.inbox.byId.keys()) if (!s.inbox.byId.has(id)) drop(id);
      soon();
    }),
    useTimelines.subscribe((s, before) => s.timelines !== before.timelines && soon()),
  ];
  document.addEventListener("visibilitychange", now);
  void shelf.get<string[]>("order").then((kept) => {
    order = [...order, ...(kept ?? []).filter((id) => !order.includes(id))];
  });
  soon();
  return () => {
    for (const off of offs) off();
    window.clearTimeout(timer);
    document.removeEventListener("visibilitychange", now);
  };
}

export async function keptConversations(account: string): Promise<Conversation[]> {
  return (await shelfOf(account).get<Conversation[]>("inbox")) ?? [];
}

export async function keptTimeline(account: string, id: string): Promise<Timeline | null> {
  return (await shelfOf(account).get<Timeline>(timelineKey(id))) ?? null;
}
