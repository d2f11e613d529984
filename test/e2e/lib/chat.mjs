// The parts of a conversation that a person touches.
import { newPage } from "./browser.mjs";
import { api } from "./server.mjs";

export const box = (page) => page.getByRole("textbox", { name: /发送给|记点什么/ });
export const log = (page) => page.getByRole("list", { name: "消息记录" });
export const message = (page, text) => log(page).getByText(text).first();
export const button = (page, name) => page.getByRole("button", { name, exact: true });

/** The row of a conversation in the list. */
export const row = (page, name) => page.getByRole("list", { name: "会话列表" }).getByRole("button", { name }).first();

/** The conversation is there, and at a desk its box has taken the focus. */
export async function ready(page) {
  await box(page).waitFor();
  await page.waitForFunction(() => matchMedia("(pointer: coarse)").matches || document.activeElement?.tagName === "TEXTAREA");
}

/** A page of this person with a conversation open. */
export async function openChat(browser, server, person, id, options = {}) {
  const page = await newPage(browser, server, { person, ...options });
  await page.goto(`/messages/${id}`);
  await ready(page);
  return page;
}

export async function say(page, text) {
  await box(page).fill(text);
  await box(page).press("Enter");
}

export const group = (server, owner, name, members) =>
  api(server, owner.token, "POST", "/conversations/groups", { name, member_ids: members.map((p) => p.id) });

export const direct = (server, from, to) =>
  api(server, from.token, "POST", "/conversations/direct", { account_id: to.id });

/** Says something without a page. */
export const post = (server, from, id, words) =>
  api(server, from.token, "POST", `/conversations/${id}/messages`, {
    client_id: crypto.randomUUID(),
    content: { type: "text", nodes: [{ type: "text", text: words }] },
  });

/** Nothing went wrong behind the pages' backs; then they are closed. */
export async function leave(...pages) {
  const faults = pages.flatMap((page) => page.faults);
  await Promise.all(pages.map((page) => page.context().close()));
  if (faults.length > 0) throw new Error(`the page had faults: ${faults.join("; ")}`);
}
