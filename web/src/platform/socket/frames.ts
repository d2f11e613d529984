/**
 * Frames of the socket. The payload types belong to the features that hear them; this file only
 * knows the envelope, so that `platform` does not import a feature. Features add their events by
 * declaration merging on `SocketEvents`.
 */
export interface SocketEvents {
  "session.ended": Record<string, never>;
  "settings.changed": { settings: unknown };
  "rules.changed": Record<string, never>;
  "regulations.changed": Record<string, never>;
  "directory.changed": Record<string, never>;
  "import.progress": { import_id: string; state: string; done: number; total: number };
}

export type SocketEventName = keyof SocketEvents;

export interface Hello {
  epoch: string;
  offset: number;
  reset: boolean;
  ping_s: number;
}

export interface Frame {
  o?: number;
  t: string;
  d: unknown;
}

export type ClientFrame =
  | { t: "typing"; d: { conversation_id: string } }
  | { t: "presence"; d: { active: boolean } }
  | { t: "watch"; d: { account_ids: string[] } };

/** One object or an array of objects per text frame; anything else is dropped, never thrown. */
export function parseFrames(text: string): Frame[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  return (Array.isArray(value) ? value : [value]).filter(isFrame);
}

function isFrame(value: unknown): value is Frame {
  return typeof value === "object" && value !== null && typeof (value as Frame).t === "string";
}
