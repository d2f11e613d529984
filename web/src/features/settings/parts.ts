import {
  BellRing,
  CircleUserRound,
  Eye,
  KeyRound,
  type LucideIcon,
  MonitorSmartphone,
  SlidersHorizontal,
} from "lucide-react";

export const PARTS = ["profile", "general", "messages", "devices", "passkeys", "privacy"] as const;

export type Part = (typeof PARTS)[number];

export const partIcons: Record<Part, LucideIcon> = {
  profile: CircleUserRound,
  general: SlidersHorizontal,
  messages: BellRing,
  devices: MonitorSmartphone,
  passkeys: KeyRound,
  privacy: Eye,
};

export function partOf(name: string | undefined): Part | null {
  return PARTS.find((part) => part === name) ?? null;
}
