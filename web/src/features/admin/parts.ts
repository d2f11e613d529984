import { CalendarDays, FileClock, FileCog, FileUp, type LucideIcon, Scale, Stamp, UserCog } from "lucide-react";

interface PartInfo {
  id: "people" | "import" | "rules" | "approvals" | "approval-templates" | "calendar" | "audit";
  /** Any of them opens it. */
  abilities: string[];
  icon: LucideIcon;
}

/** What the administration consists of, in its order. Each has a route of its name under /admin. */
export const PARTS: PartInfo[] = [
  { id: "people", abilities: ["admin.people"], icon: UserCog },
  { id: "import", abilities: ["roster.import"], icon: FileUp },
  { id: "rules", abilities: ["rules.propose", "evidence.read"], icon: Scale },
  { id: "approvals", abilities: ["approval.statistics", "approval.effects"], icon: Stamp },
  { id: "approval-templates", abilities: ["approval.design"], icon: FileCog },
  { id: "calendar", abilities: ["calendar.manage"], icon: CalendarDays },
  { id: "audit", abilities: ["audit.read"], icon: FileClock },
];
