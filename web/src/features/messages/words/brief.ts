import { spoken } from "../../../platform/i18n";
import type { Message, Quoted } from "../model/types";
import { contentWords, type Say } from "./words";

/** What is shown of a message where another one refers to it. `t` speaks of messages. */
export function briefOf(m: Message, t: Say): Quoted {
  const gone = m.recalled !== null;
  return {
    seq: m.seq,
    sender_id: m.sender_id,
    sender_name: m.sender_name,
    kind: m.kind,
    // These words name what is not text as well.
    excerpt: gone ? "" : contentWords(m.content, t),
    media: "none",
    recalled: gone,
  };
}

/** One line: what kind of thing it is, and what it says. */
export function briefWords(q: Quoted, t: Say): string {
  if (q.recalled) return t("chat-act:quote.recalled");
  const kind = q.media === "none" ? "" : t(`chat-act:media.${q.media}`);
  return [kind, q.excerpt || spoken(q.title)].filter(Boolean).join(" ");
}
