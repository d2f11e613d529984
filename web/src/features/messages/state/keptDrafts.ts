import { type Attachment, attachmentsIn } from "../model/attachments";
import type { Pick } from "../model/text";

/** What a draft has beside its text, which the server keeps. */
export interface KeptDraft {
  files: Attachment[];
  picks: Pick[];
}

/**
 * The files of drafts on this device and who is meant in them, by box: the bytes are kept with the
 * uploads. A device that keeps nothing forgets them with the page.
 */
const prefix = (me: string) => `tonggui.draft.${me}.`;

export function keptDrafts(me: string): ReadonlyMap<string, KeptDraft> {
  const found = new Map<string, KeptDraft>();
  for (let at = 0; at < localStorage.length; at++) {
    const key = localStorage.key(at);
    if (key?.startsWith(prefix(me))) found.set(key.slice(prefix(me).length), read(key));
  }
  return found;
}

export function keepDraft(me: string, box: string, { files, picks }: KeptDraft): void {
  try {
    if (files.length === 0 && picks.length === 0) localStorage.removeItem(prefix(me) + box);
    else localStorage.setItem(prefix(me) + box, JSON.stringify({ files, picks }));
  } catch {
    // Full: it lasts as long as the page.
  }
}

function read(key: string): KeptDraft {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}") as { files?: unknown; picks?: unknown };
    return { files: attachmentsIn(kept.files), picks: picksIn(kept.picks) };
  } catch {
    return { files: [], picks: [] };
  }
}

function picksIn(value: unknown): Pick[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is Pick => typeof one?.name === "string" && one.account_id !== undefined);
}
