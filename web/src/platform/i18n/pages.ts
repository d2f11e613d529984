/**
 * Words that are fetched with the page that needs them, in Chinese; `english.ts` has the same list. Those of problems come
 * as soon as there is time; until then a refusal is told in the words of the server.
 */
export const pageWords = {
  acknowledgement: () => import("@catalogue/zh-CN/acknowledgement.json"),
  admin: () => import("@catalogue/zh-CN/admin.json"),
  "approval-designer": () => import("@catalogue/zh-CN/approval-designer.json"),
  "approval-form": () => import("@catalogue/zh-CN/approval-form.json"),
  approvals: () => import("@catalogue/zh-CN/approvals.json"),
  audit: () => import("@catalogue/zh-CN/audit.json"),
  calendar: () => import("@catalogue/zh-CN/calendar.json"),
  "chat-act": () => import("@catalogue/zh-CN/chat-act.json"),
  "chat-show": () => import("@catalogue/zh-CN/chat-show.json"),
  "chat-write": () => import("@catalogue/zh-CN/chat-write.json"),
  collected: () => import("@catalogue/zh-CN/collected.json"),
  directory: () => import("@catalogue/zh-CN/directory.json"),
  files: () => import("@catalogue/zh-CN/files.json"),
  login: () => import("@catalogue/zh-CN/login.json"),
  problem: () => import("@catalogue/zh-CN/problem.json"),
  regulations: () => import("@catalogue/zh-CN/regulations.json"),
  rules: () => import("@catalogue/zh-CN/rules.json"),
  search: () => import("@catalogue/zh-CN/search.json"),
  settings: () => import("@catalogue/zh-CN/settings.json"),
};

export type PageWords = keyof typeof pageWords;
