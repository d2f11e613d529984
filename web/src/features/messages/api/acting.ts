import { call, type List } from "../../../platform/api";
import type { ForwardMode, ForwardTarget, Kept, LaterItem, Pin, ReceiptPage, ThreadPage } from "../model/acting";
import type { Message, Reaction, Receipt, TextContent } from "../model/types";

const message = (id: string, seq: number, rest = "") =>
  `/conversations/${encodeURIComponent(id)}/messages/${seq}${rest}`;
const kept = (list: "stars" | "later", id: string, seq: number, rest = "") =>
  `/${list}/${encodeURIComponent(id)}/${seq}${rest}`;

type Page = { cursor: string | null; limit: number };

/** What a person does with messages, one operation each. */
export const acting = {
  getMessage: (id: string, seq: number) => call<Message>("GET", message(id, seq)),
  listThread: (id: string, root: number, q: { after?: number; limit: number }) =>
    call<ThreadPage>("GET", message(id, root, "/thread"), { query: q }),

  react: (id: string, seq: number, emoji: string, on: boolean) =>
    call<{ reactions: Reaction[] }>(on ? "PUT" : "DELETE", message(id, seq, `/reactions/${encodeURIComponent(emoji)}`)),

  listPins: (id: string) => call<List<Pin>>("GET", `/conversations/${encodeURIComponent(id)}/pins`),
  pin: (id: string, seq: number, on: boolean) =>
    call<unknown>(on ? "PUT" : "DELETE", `/conversations/${encodeURIComponent(id)}/pins/${seq}`),

  star: (id: string, seq: number, on: boolean) => call<unknown>(on ? "PUT" : "DELETE", kept("stars", id, seq)),
  listStars: (q: Page) => call<List<Kept>>("GET", "/stars", { query: q }),

  putLater: (id: string, seq: number, body: { remind_at?: number | null; note?: string }) =>
    call<unknown>("PUT", kept("later", id, seq), { body }),
  dropLater: (id: string, seq: number) => call<unknown>("DELETE", kept("later", id, seq)),
  finishLater: (id: string, seq: number, done: boolean) =>
    call<unknown>("POST", kept("later", id, seq, done ? "/done" : "/undone")),
  listLater: (q: Page & { state: "open" | "done" }) =>
    call<List<LaterItem> & { open: number }>("GET", "/later", { query: q }),

  listMentions: (q: Page) => call<List<Kept>>("GET", "/mentions", { query: q }),

  confirm: (id: string, seq: number, result: string | null) =>
    call<Receipt>("POST", message(id, seq, "/confirm"), { body: result === null ? {} : { result } }),
  listReceipt: (id: string, seq: number, q: Page & { state: ReceiptSide }) =>
    call<ReceiptPage>("GET", message(id, seq, "/receipt"), { query: q }),
  remind: (id: string, seq: number) => call<{ reminded: number }>("POST", message(id, seq, "/remind")),
  listWaiting: (q: Page) => call<List<Kept>>("GET", "/receipts/waiting", { query: q }),

  forward: (body: {
    from: { conversation_id: string; seqs: number[] };
    to: ForwardTarget[];
    mode: ForwardMode;
    client_ids: string[];
    note?: TextContent;
  }) => call<{ items: { conversation_id: string; messages: Message[] }[] }>("POST", "/messages/forward", { body }),
};

export type ReceiptSide = "confirmed" | "waiting";
