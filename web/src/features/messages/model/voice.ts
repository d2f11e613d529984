import type { Message, VoiceContent } from "./types";

export const RATES = [1, 1.5, 2] as const;

export function nextRate(rate: number): number {
  const at = (RATES as readonly number[]).indexOf(rate);
  return RATES[(at + 1) % RATES.length] ?? 1;
}

/** Fewer bars than values for a short message: each the loudest of its share, 0 to 1. */
export function barsOf(wave: number[], count: number): number[] {
  if (wave.length === 0) return Array.from({ length: count }, () => 0);
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * wave.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * wave.length) / count));
    return Math.min(31, Math.max(0, ...wave.slice(from, to))) / 31;
  });
}

/** 16 bars for a second, 44 for a minute and more. */
export function barCount(durationMs: number): number {
  return Math.round(16 + 28 * Math.min(1, durationMs / 60_000));
}

/** The next voice message of the same person that was not yet heard, among those that are loaded. */
export function nextVoice(
  messages: Message[],
  after: number,
  heard: (message: Message) => boolean,
): (Message & { content: VoiceContent }) | null {
  const from = messages.find((m) => m.seq === after);
  if (from === undefined) return null;
  for (const m of messages) {
    if (m.seq <= after || m.recalled !== null || m.sender_id !== from.sender_id) continue;
    if (isVoice(m) && !heard(m)) return m;
  }
  return null;
}

function isVoice(message: Message): message is Message & { content: VoiceContent } {
  return message.content?.type === "voice";
}
