/** The objects of the messaging API as the client keeps them. Instants are microseconds, UTC. */

import type { FileRef, Media, NamedRef, Person } from "../../../platform/api/types";
import type { Words } from "../../../platform/i18n";

export type { FileRef, Media, NamedRef, Person, PersonCard, Presence } from "../../../platform/api/types";

export type Mark = "bold" | "italic" | "strike" | "code";

export type InlineNode =
  | { type: "text"; text: string; marks?: Mark[] }
  | { type: "link"; url: string; text: string; marks?: Mark[] }
  | { type: "mention"; account_id: string; name: string }
  | { type: "mention_all" };

export type BlockNode =
  | { type: "code_block"; text: string; language?: string }
  | { type: "quote"; nodes: InlineNode[] }
  | { type: "list"; ordered: boolean; items: InlineNode[][] };

export type TextNode = InlineNode | BlockNode;

export interface TextContent {
  type: "text";
  /** May be empty where there are files. */
  nodes: TextNode[];
  files?: FileRef[];
  forwarded?: true;
}

export interface VoiceContent {
  type: "voice";
  file: FileRef;
  duration_ms: number;
  /** Loudness from 0 to 31, at most 64 values. */
  wave: number[];
}

/** Several messages forwarded as one: copies, as they were. */
export interface RecordContent {
  type: "record";
  title: { kind: "group" | "direct"; names: string[] };
  items: RecordItem[];
}

export interface RecordItem {
  sender_name: string;
  at: number;
  kind: "text" | "voice" | "record" | "card";
  content: TextContent | VoiceContent | RecordContent | CardContent;
}

/** Stands for an object of another place, which is shown as it is now, to whoever may read it. */
export interface CardContent {
  type: "card";
  subject: "approval";
  id: string;
  /** What it was called when the card was sent; nothing in a forward. */
  title: Words;
}

export interface SystemContent {
  type: "system";
  code: string;
  params: { actor?: NamedRef; people?: NamedRef[]; name?: string };
}

export type Content = TextContent | VoiceContent | RecordContent | CardContent | SystemContent;

export interface Quoted {
  seq: number;
  sender_id: string | null;
  sender_name: string;
  kind: MessageKind;
  excerpt: string;
  media: "none" | Media | "record" | "card";
  recalled: boolean;
  /** Of a card, which has no excerpt. */
  title?: Words;
}

export interface Reaction {
  emoji: string;
  count: number;
  /** The first 50. */
  account_ids: string[];
}

export interface Receipt {
  mode: "confirm" | "result";
  confirmed: number;
  total: number;
  /** The reader's own; null in frames. */
  mine: { at: number; result: string } | null;
  /** Whether the reader is one of those who are asked; null in frames. */
  asked: boolean | null;
}

export type MessageKind = "text" | "voice" | "record" | "card" | "system";

export interface Message {
  conversation_id: string;
  seq: number;
  client_id: string | null;
  sender_id: string | null;
  sender_name: string;
  at: number;
  kind: MessageKind;
  content: Content | null;
  edited_at: number | null;
  edit_count: number;
  recalled: { by: string; at: number } | null;
  corrects_seq: number | null;
  corrected_by_seq: number | null;
  /** Only on own messages. */
  recallable_until_at: number | null;
  /** Null in frames, which all members share, and where a group is too large to count. */
  read_count: number | null;
  reader_total: number | null;
  quotes_seq: number | null;
  /** Only in answers: what the reader may see of the message that this one quotes. */
  quoted: Quoted | null;
  thread_seq: number | null;
  thread: { count: number; last_seq: number; last_at: number } | null;
  reactions: Reaction[];
  pinned: boolean;
  /** The reader's own marks; false in frames, which say nothing about them. */
  starred: boolean;
  later: boolean;
  receipt: Receipt | null;
  /**
   * Of this client, not of the API: when it asked for the answer that says this. A frame is shared by
   * all members and says nothing about the reader's own marks: it has none.
   */
  told_at?: number;
}

export interface Draft {
  text: string;
  updated_at: number;
}

export type Role = "owner" | "admin" | "member";

export interface Conversation {
  id: string;
  kind: "direct" | "group" | "self";
  name: string;
  peer: Person | null;
  member_count: number;
  last_seq: number;
  read_seq: number;
  unread: number;
  marked_unread: boolean;
  mentioned: boolean;
  muted: boolean;
  pinned: boolean;
  draft: Draft | null;
  last_message: Message | null;
  last_at: number;
  my_role: Role;
  my_from_seq: number;
  epoch: number | string;
  abilities: string[];
}

export interface MessagePage {
  items: Message[];
  first_seq: number;
  last_seq: number;
  epoch: number | string;
}

export interface Member {
  person: Person;
  role: Role;
  joined_at: number;
}

export interface Edit {
  version: number;
  content: TextContent;
  at: number;
}

export type Filter = "all" | "unread" | "mentioned" | "groups";

/** What is searched for; what is not asked for is left out. Instants are microseconds. */
export interface SearchQuery {
  q: string;
  conversation_id?: string;
  sender_id?: string;
  from_at?: number;
  to_at?: number;
  kind?: SearchKind;
}

export type SearchKind = "all" | "text" | "image" | "file" | "voice" | "link" | "record";

export interface SearchHit {
  conversation: { id: string; kind: Conversation["kind"]; name: string; peer: Person | null };
  message: Message;
  /** Where the words stand: from and up to, in UTF-16 units of the text. */
  excerpt: { text: string; spans: [number, number][] };
}
