import type { List } from "../../../platform/api";
import type { Conversation, Message, NamedRef, Person, Receipt } from "./types";

/** A conversation as a page that gathers messages from everywhere names it. */
export type Where = Pick<Conversation, "id" | "kind" | "name" | "peer">;

export interface Pin {
  message: Message;
  by: NamedRef;
  at: number;
}

export interface ThreadPage {
  root: Message;
  items: Message[];
}

/** A row of one of the pages; the message is null where the reader may no longer see it. */
export interface Kept {
  conversation: Where;
  seq: number;
  message: Message | null;
  at: number;
}

export interface LaterItem extends Kept {
  note: string;
  remind_at: number | null;
  reminded: boolean;
  done_at: number | null;
}

export interface Confirmation {
  person: Person;
  at: number | null;
  result: string | null;
  /** Whoever has left can neither answer nor be reminded. */
  member: boolean;
}

export type ReceiptPage = List<Confirmation> & Pick<Receipt, "confirmed" | "total">;

export type ForwardMode = "each" | "merged";

export type ForwardTarget = { conversation_id: string } | { account_id: string };
