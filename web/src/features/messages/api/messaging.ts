import { call, isProblem, type List } from "../../../platform/api";
import { type Outcome, outcomeOf } from "../../../platform/outbox";
import type { Extra } from "../model/composing";
import type {
  Conversation,
  Edit,
  Filter,
  Member,
  Message,
  MessagePage,
  Person,
  PersonCard,
  Presence,
  SearchHit,
  SearchQuery,
  TextNode,
} from "../model/types";

/** What is said; the server puts the files' facts in. */
export interface TextIn {
  type: "text";
  nodes: TextNode[];
  file_ids?: string[];
}

export interface VoiceIn {
  type: "voice";
  file_id: string;
  wave: number[];
}

export interface Said extends Extra {
  client_id: string;
  content: TextIn | VoiceIn;
  corrects_seq?: number;
}

/** Which page of a conversation; `at` is the first message at or after an instant, with those around it. */
export type PageQuery = { before?: number; after?: number; around?: number; at?: number; limit: number };

const at = (id: string, rest = "") => `/conversations/${encodeURIComponent(id)}${rest}`;

/** The messaging operations of the API, one function each. */
export const messaging = {
  listConversations: (q: { filter: Filter; cursor: string | null; limit: number }) =>
    call<List<Conversation> & { unread_total: number }>("GET", "/conversations", { query: q }),
  getConversation: (id: string) => call<Conversation>("GET", at(id)),
  openDirect: (accountId: string) =>
    call<Conversation>("POST", "/conversations/direct", { body: { account_id: accountId } }),
  createGroup: (name: string, memberIds: string[]) =>
    call<Conversation>("POST", "/conversations/groups", { body: { name, member_ids: memberIds } }),
  renameGroup: (id: string, name: string) => call<Conversation>("PATCH", at(id), { body: { name } }),
  setPreferences: (id: string, body: { muted?: boolean; pinned?: boolean }) =>
    call<unknown>("PUT", at(id, "/preferences"), { body }),

  listMembers: (id: string, q: { q?: string; cursor?: string | null; limit?: number }, signal?: AbortSignal) =>
    call<List<Member>>("GET", at(id, "/members"), { query: q, signal }),
  addMembers: (id: string, memberIds: string[], history: "none" | "all") =>
    call<unknown>("POST", at(id, "/members"), { body: { member_ids: memberIds, history } }),
  removeMember: (id: string, accountId: string) => call<unknown>("DELETE", at(id, `/members/${accountId}`)),
  leaveGroup: (id: string) => call<unknown>("DELETE", at(id, "/members/me")),

  listMessages: (id: string, q: PageQuery) => call<MessagePage>("GET", at(id, "/messages"), { query: q }),
  editMessage: (id: string, seq: number, content: TextIn) =>
    call<Message>("PATCH", at(id, `/messages/${seq}`), { body: { content } }),
  listEdits: (id: string, seq: number) => call<List<Edit>>("GET", at(id, `/messages/${seq}/edits`)),
  recallMessage: (id: string, seq: number) => call<Message>("POST", at(id, `/messages/${seq}/recall`)),
  listReaders: (id: string, seq: number, q: { state: "read" | "unread"; cursor?: string | null; limit?: number }) =>
    call<List<Person> & { read_count: number; unread_count: number }>("GET", at(id, `/messages/${seq}/readers`), {
      query: q,
    }),

  markRead: (id: string, seq: number) => call<unknown>("PUT", at(id, "/read"), { body: { seq } }),
  markUnread: (id: string, seq?: number) =>
    call<unknown>("POST", at(id, "/unread"), { body: seq === undefined ? {} : { seq } }),
  saveDraft: (id: string, text: string) => call<unknown>("PUT", at(id, "/draft"), { body: { text } }),
  typing: (id: string) => call<unknown>("POST", at(id, "/typing")),

  searchMessages: (q: SearchQuery & { cursor: string | null; limit: number }, signal?: AbortSignal) =>
    call<List<SearchHit>>("GET", "/search/messages", { query: { ...q }, signal }),
  searchPeople: (q: string, signal?: AbortSignal) =>
    call<List<Person>>("GET", "/people", { query: { q, limit: 20 }, signal }),
  getPerson: (id: string) => call<PersonCard>("GET", `/people/${encodeURIComponent(id)}`),
  getPresence: (ids: string[]) =>
    call<List<{ account_id: string; presence: Presence }>>("GET", "/presence", { query: { ids: ids.join(",") } }),

  /** One attempt of the outbox: never throws, because an unknown outcome is an outcome. */
  async sendMessage(id: string, body: Said): Promise<{ outcome: Outcome; message: Message | null }> {
    const patience = new AbortController();
    const timer = window.setTimeout(() => patience.abort(), SEND_PATIENCE_MS);
    try {
      const message = await call<Message>("POST", at(id, "/messages"), { body, signal: patience.signal });
      return { outcome: { kind: "done" }, message };
    } catch (error) {
      const problem = isProblem(error) ? error : null;
      // What the reason needs to be told later is kept with the message, so it must be plain data.
      const told = problem && { code: problem.code, detail: problem.detail, params: problem.params };
      return { outcome: outcomeOf(problem?.status ?? 0, told), message: null };
    } finally {
      window.clearTimeout(timer);
    }
  },

  /** The conversation is not there for this person: left, removed, or it never was. */
  isGone: (error: unknown) => isProblem(error) && (error.status === 404 || error.status === 403),
};

const SEND_PATIENCE_MS = 15_000;
