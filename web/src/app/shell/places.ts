import {
  AlarmClockCheck,
  FolderOpen,
  type LucideIcon,
  MessageCircle,
  ScrollText,
  ShieldCheck,
  Stamp,
  UsersRound,
} from "lucide-react";
import { useMemo } from "react";
import { useMe } from "../../platform/api";

export interface Place {
  id: "messages" | "collected" | "directory" | "files" | "approvals" | "regulations" | "admin";
  to: "/messages" | "/collected" | "/directory" | "/files" | "/approvals" | "/regulations" | "/admin";
  icon: LucideIcon;
  /** On a phone it is reached from the last tab, for want of room. */
  far?: boolean;
}

const everybody: Place[] = [
  { id: "messages", to: "/messages", icon: MessageCircle },
  { id: "collected", to: "/collected", icon: AlarmClockCheck },
  { id: "directory", to: "/directory", icon: UsersRound },
  { id: "files", to: "/files", icon: FolderOpen, far: true },
  { id: "approvals", to: "/approvals", icon: Stamp },
  { id: "regulations", to: "/regulations", icon: ScrollText, far: true },
];

const admin: Place = { id: "admin", to: "/admin", icon: ShieldCheck };

/** What the administration consists of so far; whoever may do none of it does not see it. */
const ADMIN = ["admin.people", "roster.import", "rules.propose", "evidence.read", "audit.read", "approval.statistics"];

/** The places of the rail: only what exists, and only what this person may enter. */
export function usePlaces(): Place[] {
  const { abilities } = useMe();
  return useMemo(() => (ADMIN.some((a) => abilities.includes(a)) ? [...everybody, admin] : everybody), [abilities]);
}
