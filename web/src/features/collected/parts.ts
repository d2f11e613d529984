import { AlarmClock, AtSign, BadgeCheck, Star } from "lucide-react";

/** What the room gathers: first what waits for this person, then what they keep. */
export const PARTS = ["later", "waiting", "mentions", "stars"] as const;

export type Part = (typeof PARTS)[number];

export const partIcons = { later: AlarmClock, waiting: BadgeCheck, mentions: AtSign, stars: Star };

export function partOf(name: string | undefined): Part {
  return PARTS.find((part) => part === name) ?? "later";
}
