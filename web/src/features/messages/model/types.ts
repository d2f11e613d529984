/** The objects of the messaging API as the client keeps them. Instants are microseconds, UTC. */

import type { NamedRef, Person } from "../../../platform/api/types";

export type { NamedRef, Person, PersonCard, Presence } from "../../../platform/api/types";

export type TextNode =
  | { type: "text"; text: string }
  | { type: "mention"; account_id: string; name: string }
  | { type: "mention_all" };

export interface TextContent {
  type: "text";
  nodes: TextNode[];
}

export interface SystemContent {
  type: "system";
  code: string;
  params: { actor?: NamedRef; people?: NamedRef[]; name?: string };
}

export type Content = TextContent | SystemContent;

export interface Message {
  conversation_id: string;
  seq: number;
  client_id: string | null;
  sender_id: string | null;
  sender_name: string;
  at: number;
  kind: "text" | "system";
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
