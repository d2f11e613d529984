import messages from "@catalogue/en/messages.json";
import ui from "@catalogue/en/ui.json";
import type { pageWords } from "./pages";

export const english = { messages, ui };

/** The words of pages, each in a file of its own. */
export const englishPages: { [page in keyof typeof pageWords]: () => Promise<{ default: Record<string, string> }> } = {
  acknowledgement: () => import("@catalogue/en/acknowledgement.json"),
  admin: () => import("@catalogue/en/admin.json"),
  "approval-designer": () => import("@catalogue/en/approval-designer.json"),
  "approval-form": () => import("@catalogue/en/approval-form.json"),
  approvals: () => import("@catalogue/en/approvals.json"),
  audit: () => import("@catalogue/en/audit.json"),
  calendar: () => import("@catalogue/en/calendar.json"),
  "chat-act": () => import("@catalogue/en/chat-act.json"),
  "chat-show": () => import("@catalogue/en/chat-show.json"),
  "chat-write": () => import("@catalogue/en/chat-write.json"),
  collected: () => import("@catalogue/en/collected.json"),
  directory: () => import("@catalogue/en/directory.json"),
  files: () => import("@catalogue/en/files.json"),
  login: () => import("@catalogue/en/login.json"),
  problem: () => import("@catalogue/en/problem.json"),
  regulations: () => import("@catalogue/en/regulations.json"),
  rules: () => import("@catalogue/en/rules.json"),
  search: () => import("@catalogue/en/search.json"),
  settings: () => import("@catalogue/en/settings.json"),
};
