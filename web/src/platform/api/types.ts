/** The API's objects. Instants are microseconds, UTC; their names end in `_at`. */

export interface List<T> {
  items: T[];
  next_cursor: string | null;
}

export type PresenceState = "online" | "away" | "busy" | "dnd" | "meeting" | "leave" | "offline";

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
  department_id: string | null;
  department_name: string;
  post: string;
  avatar_hue: number;
  status: "active" | "frozen" | "left";
  presence: Presence;
}

export interface NamedRef {
  id: string;
  name: string;
}

export interface PersonCard extends Person {
  email: string;
  mobile: string;
  grade: string;
  department_path: NamedRef[];
  superior: Person | null;
  heads_of: NamedRef[];
  /** A day: "2020-01-02". */
  joined_on: string | null;
  abilities: string[];
}

export interface Department {
  id: string;
  parent_id: string | null;
  name: string;
  position: number;
  head_ids: string[];
  deputy_ids: string[];
  /** The leader in charge of it and of those below; null where none was named for it. */
  leader_id: string | null;
  /** With all departments below. */
  people_count: number;
  direct_count: number;
}

/** A file as every place shows it; its bytes are fetched by links that are asked for. */
export interface FileRef {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  mime: string;
  media: Media;
  /** Of the whole content, in hexadecimal. */
  sha256: string;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  /** Whether the variants "thumb" and "preview" exist. */
  preview: boolean;
}

export type Media = "image" | "audio" | "video" | "voice" | "document" | "archive" | "other";

export type Language = "zh-CN" | "en";
export type ThemeChoice = "system" | "light" | "dark";
export type Role = "admin" | "security_admin" | "audit_admin" | "hr" | "it" | "leader" | "supervisor";
export type Ability =
  | "admin.people"
  | "roster.import"
  | "account.reset"
  | "account.freeze"
  | "account.roles"
  | "department.lead"
  | "regulation.write"
  | "regulation.publish"
  | "regulation.link"
  | "audit.read"
  | "audit.export";

export interface Settings {
  language: Language;
  theme: ThemeChoice;
  zone: string;
  enter_sends: boolean;
  desktop_notifications: boolean;
}

export interface Me {
  account: PersonCard;
  roles: Role[];
  /** Roles that nobody in the company holds, so that this administrator acts for them. */
  stands_in: Role[];
  must_change_password: boolean;
  abilities: string[];
  settings: Settings;
  /** Values of the rules that bind this person, by id. */
  rules: { "messaging.recall_window"?: number; [id: string]: unknown };
  server_at: number;
  company_name: string;
  files_origin: string | null;
}

export interface Session {
  id: string;
  current: boolean;
  device: "desktop" | "phone" | "other";
  client: string;
  ip: string;
  created_at: number;
  last_seen_at: number;
}
