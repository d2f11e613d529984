import { type Attachment, attachmentsIn } from "../model/attachments";

/**
 * The files of drafts on this device, by box: their bytes are kept with the uploads. A device that keeps
 * nothing forgets them with the page.
 */
const prefix = (me: string) => `tonggui.tray.${me}.`;

export function keptTrays(me: string): [string, Attachment[]][] {
  const found: [string, Attachment[]][] = [];
  for (let at = 0; at < localStorage.length; at++) {
    const key = localStorage.key(at);
    if (key === null || !key.startsWith(prefix(me))) continue;
    const files = read(key);
    if (files.length > 0) found.push([key.slice(prefix(me).length), files]);
  }
  return found;
}

export function keepTray(me: string, box: string, files: readonly Attachment[]): void {
  try {
    if (files.length === 0) localStorage.removeItem(prefix(me) + box);
    else localStorage.setItem(prefix(me) + box, JSON.stringify(files));
  } catch {
    // Full: the tray lasts as long as the page.
  }
}

function read(key: string): Attachment[] {
  try {
    return attachmentsIn(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch {
    return [];
  }
}
