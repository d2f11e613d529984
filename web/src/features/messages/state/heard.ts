import { create } from "zustand";
import { useTimelines } from "./timelineStore";

/** Which voice messages this account has listened to on this device; the oldest marks are dropped first. */
interface Heard {
  marks: ReadonlySet<string>;
}

const MOST = 2_000;
const name = () => `tonggui.heard.${useTimelines.getState().me}`;

export const useHeard = create<Heard>()(() => ({ marks: read() }));

useTimelines.subscribe((now, before) => {
  if (now.me !== before.me) useHeard.setState({ marks: read() });
});

export function heardKey(conversationId: string, seq: number): string {
  return `${conversationId}/${seq}`;
}

export function markHeard(key: string): void {
  const { marks } = useHeard.getState();
  if (marks.has(key)) return;
  const next = [...marks, key].slice(-MOST);
  useHeard.setState({ marks: new Set(next) });
  try {
    localStorage.setItem(name(), JSON.stringify(next));
  } catch {
    // A full store only means that the dot comes back after a reload.
  }
}

function read(): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name()) ?? "[]");
    return new Set(Array.isArray(value) ? value.filter((v) => typeof v === "string") : []);
  } catch {
    return new Set();
  }
}
