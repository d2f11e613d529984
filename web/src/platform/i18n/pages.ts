/**
 * Words that are fetched with the page that needs them. Those of problems come as soon as there is time;
 * until then a refusal is told in the words of the server.
 */
export const pageWords = {
  "zh-CN": {
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
  },
  en: {
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
  },
};

export type PageWords = keyof (typeof pageWords)["en"];
