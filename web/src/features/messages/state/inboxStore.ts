import { create } from "zustand";
import { messaging } from "../api/messaging";
import * as model from "../model/inbox";
import type { Conversation, Filter } from "../model/types";

type Phase = "idle" | "loading" | "ready" | "failed";

interface Pages {
  phase: Phase;
  cursor: string | null;
}

interface InboxState {
  inbox: model.Inbox;
  pages: Record<Filter, Pages>;
  start(me: string): void;
  load(filter: Filter): Promise<void>;
  more(filter: Filter): Promise<void>;
  reload(): Promise<void>;
  refresh(id: string): Promise<Conversation | null>;
  merge(items: Conversation[]): void;
  change(change: (inbox: model.Inbox) => model.Inbox): void;
}

const PAGE = 100;
const unloaded: Pages = { phase: "idle", cursor: null };

function freshPages(): Record<Filter, Pages> {
  return { all: unloaded, unread: unloaded, mentioned: unloaded, groups: unloaded };
}

export const useInbox = create<InboxState>()((set, get) => {
  const setPages = (filter: Filter, pages: Pages) => set((s) => ({ pages: { ...s.pages, [filter]: pages } }));

  async function fetchPage(filter: Filter, cursor: string | null): Promise<void> {
    const { me } = get().inbox;
    setPages(filter, { phase: "loading", cursor });
    try {
      const page = await messaging.listConversations({ filter, cursor, limit: PAGE });
      if (get().inbox.me !== me) return;
      set((s) => ({ inbox: model.merged(s.inbox, page.items) }));
      setPages(filter, { phase: "ready", cursor: page.next_cursor });
    } catch {
      if (get().inbox.me !== me) return;
      if (filter === "all" && get().inbox.byId.size === 0) await restore(me);
      setPages(filter, { phase: "failed", cursor });
    }
  }

  /** Without a network the list is what was seen last. */
  async function restore(me: string): Promise<void> {
    const { keptConversations } = await import("./keeping");
    const items = await keptConversations(me).catch(() => []);
    if (get().inbox.me === me && get().inbox.byId.size === 0) set((s) => ({ inbox: model.merged(s.inbox, items) }));
  }

  return {
    inbox: model.emptyInbox(""),
    pages: freshPages(),
    start(me) {
      if (get().inbox.me !== me) set({ inbox: model.emptyInbox(me), pages: freshPages() });
    },
    async load(filter) {
      const { phase } = get().pages[filter];
      if (phase === "idle" || phase === "failed") await fetchPage(filter, null);
    },
    async more(filter) {
      const { phase, cursor } = get().pages[filter];
      if (phase === "ready" && cursor !== null) await fetchPage(filter, cursor);
    },
    async reload() {
      const { me } = get().inbox;
      try {
        const page = await messaging.listConversations({ filter: "all", cursor: null, limit: PAGE });
        if (get().inbox.me !== me) return;
        const pages: Record<Filter, Pages> = { ...freshPages(), all: { phase: "ready", cursor: page.next_cursor } };
        set((s) => ({ inbox: model.replacedBy(s.inbox, page.items), pages }));
      } catch {
        // The rows that are shown stay; a list that was never loaded offers to try again.
        if (get().pages.all.phase !== "ready") setPages("all", { phase: "failed", cursor: null });
      }
    },
    async refresh(id) {
      try {
        const conversation = await messaging.getConversation(id);
        set((s) => ({ inbox: model.merged(s.inbox, [conversation]) }));
        return conversation;
      } catch (error) {
        if (messaging.isGone(error)) set((s) => ({ inbox: model.without(s.inbox, id) }));
        return null;
      }
    },
    merge(items) {
      set((s) => ({ inbox: model.merged(s.inbox, items) }));
    },
    change(change) {
      set((s) => ({ inbox: change(s.inbox) }));
    },
  };
});

export function conversationOf(id: string): Conversation | undefined {
  return useInbox.getState().inbox.byId.get(id);
}
