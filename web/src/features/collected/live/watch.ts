import type { TFunction } from "i18next";
import { type SocketEvents, socket } from "../../../platform/socket";
import { toast } from "../../../ui";
import { notify } from "../../messages/alerts/alerts";
import { acting } from "../../messages/api/acting";
import type { LaterItem } from "../../messages/model/acting";
import { conversationOf } from "../../messages/state/inboxStore";
import { serverClock } from "../../messages/state/now";
import { stamp } from "../../messages/state/stamp";
import { useTimelines } from "../../messages/state/timelineStore";
import { titleOf } from "../../messages/words/words";
import { dueOf } from "../model/due";
import { useDue } from "../state/due";

/** So many open entries are looked at for those that are due; nobody keeps more in mind. */
const LOOKED = 200;

/** On another device something was kept or let go: the signs in open conversations follow. */
function markLater(items: LaterItem[], at: number): void {
  const { timelines, mark } = useTimelines.getState();
  for (const id of timelines.keys()) {
    const seqs = new Set(items.filter((item) => item.conversation.id === id).map((item) => item.seq));
    mark(id, "later", seqs, at);
  }
}

export interface Voice {
  /** Of the room's own words. */
  t: TFunction<"collected">;
  say: TFunction<"messages">;
  open(conversationId: string, seq: number): void;
}

/** Keeps the sign of what is due, and tells of reminders as they come; returns how to stop. */
export function watchCollected(voice: () => Voice): () => void {
  let timer = 0;
  let asked = 0;
  const count = async () => {
    asked += 1;
    const mine = asked;
    window.clearTimeout(timer);
    try {
      const at = stamp();
      const { items, next_cursor: more } = await acting.listLater({ state: "open", cursor: null, limit: LOOKED });
      if (mine !== asked) return; // an answer that was overtaken is from before
      if (more === null) markLater(items, at);
      const now = serverClock.now();
      const { due, next } = dueOf(items, now);
      useDue.setState({ due });
      // The frame says when a time has come; this is for a frame that was missed.
      if (next !== null)
        timer = window.setTimeout(() => void count(), Math.min((next - now) / 1000 + 2_000, 2 ** 31 - 1));
    } catch {
      // The sign stays as it is; the next change asks again, and so does the line when it is back.
    }
  };
  const tell = (e: { conversation_id: string; seq: number }, title: string, note: string) => {
    const { t, say, open } = voice();
    const c = conversationOf(e.conversation_id);
    const where = c === undefined ? "" : titleOf(c, say);
    const text = [note, where].filter(Boolean).join(" · ");
    const go = () => open(e.conversation_id, e.seq);
    toast("plain", title, text, { label: t("look"), run: go });
    notify(`${e.conversation_id}.${e.seq}`, title, text, go);
  };
  const offs = [
    socket.on("later.changed", () => void count()),
    socket.on("later.due", (data) => {
      const e = data as SocketEvents["later.due"];
      void count();
      tell(e, voice().t("alert.due"), e.note);
    }),
    socket.on("receipt.reminder", (data) => {
      const e = data as SocketEvents["receipt.reminder"];
      tell(e, voice().t("alert.reminder"), "");
    }),
    socket.onHello(() => void count()),
  ];
  void count();
  return () => {
    window.clearTimeout(timer);
    for (const off of offs) off();
    asked += 1;
    useDue.setState({ due: 0 });
  };
}
