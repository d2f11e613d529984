/** The objects of the messaging API as the client keeps them. Instants are microseconds, UTC. */

export type PresenceState = "online" | "away" | "busy" | "dnd" | "meeting" | "offline";

export interface Presence {
  state: PresenceState;
  note?: string | null;
  until_at?: number | null;
  since_at?: number | null;
}

export interface Person {
  id: string;
  number: string;
  name: string;
  department_id: string;
  department_name: string;
  post: string;
  avatar_hue: number;
  status: "active" | "frozen" | "left";
  presence: Presence;
}

/** What one sees of a person when one looks more closely. */
export interface PersonCard extends Person {
  email?: string | null;
  mobile?: string | null;
  department_path?: NamedRef[];
  superior?: Person | null;
}

export type TextNode =
  | { type: "text"; text: string }
  | { type: "mention"; account_id: string; name: string }
  | { type: "mention_all" };

export interface TextContent {
  type: "text";
  nodes: TextNode[];
}

export interface NamedRef {
  id: string;
  name: string;
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
  recallable_until_at?: number | null;
  read_count?: number;
  reader_total?: number;
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
