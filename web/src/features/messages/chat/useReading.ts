import { useCallback, useEffect, useRef } from "react";
import { messaging } from "../api/messaging";
import { withRead } from "../model/inbox";
import type { Conversation } from "../model/types";
import { conversationOf, useInbox } from "../state/inboxStore";
import { windowActive } from "../state/view";

const SETTLE_MS = 400;

/**
 * What has been on the screen of an active window is read. After "mark unread" nothing is read
 * until the conversation is opened anew or something is said in it.
 */
export function useReading(conversation: Conversation) {
  const { id } = conversation;
  const seen = useRef(0);
  const atEnd = useRef(false);
  const timer = useRef<number | undefined>(undefined);
  const held = useRef(false);

  const tell = useCallback(() => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const c = conversationOf(id);
      if (c === undefined || held.current || !windowActive()) return;
      const seq = atEnd.current ? Math.max(seen.current, 0) : seen.current;
      const unmark = c.marked_unread && atEnd.current;
      if (seq <= c.read_seq && !unmark) return;
      const before = { read_seq: c.read_seq, unread: c.unread };
      useInbox.getState().change((i) => withRead(i, id, Math.max(seq, c.read_seq)));
      messaging.markRead(id, Math.max(seq, c.read_seq)).catch(() => {
        // Not told: the badge must not pretend. The next look tries again.
        useInbox.getState().change((i) => withRead(i, id, before.read_seq, before.unread));
      });
    }, SETTLE_MS);
  }, [id]);

  useEffect(() => {
    window.addEventListener("focus", tell);
    document.addEventListener("visibilitychange", tell);
    return () => {
      window.clearTimeout(timer.current);
      window.removeEventListener("focus", tell);
      document.removeEventListener("visibilitychange", tell);
    };
  }, [tell]);

  return {
    onSeen: useCallback(
      (seq: number, end: boolean) => {
        seen.current = Math.max(seen.current, seq);
        atEnd.current = end;
        tell();
      },
      [tell],
    ),
    /** Stops reading; used by "mark unread from here". */
    hold: useCallback(() => {
      held.current = true;
      window.clearTimeout(timer.current);
    }, []),
    release: useCallback(() => {
      held.current = false;
    }, []),
  };
}
