// What is unread, on every device, and the notes to oneself.
// covers: MSG-01, MSG-04
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser, phone } from "./lib/browser.mjs";
import { box, button, direct, leave, log, message, openChat, post, row, say } from "./lib/chat.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, people;

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const titled = (page, want) => until(async () => (await page.title()) === want, `the title "${want}"`);

test("the badge and the title count, reading on one device clears the other, and unread can be set again", async () => {
  const { id } = await direct(server, people[1003], people[1002]);
  const desk = await newPage(browser, server, { person: people[1002] });
  const mobile = await newPage(browser, server, { person: people[1002], viewport: phone });
  await Promise.all([desk, mobile].map((page) => page.goto("/messages")));
  await desk.getByText("选择一个会话开始沟通").waitFor();
  const page = await openChat(browser, server, people[1002], id);
  await post(server, people[1003], id, "早先读过的");
  await message(page, "早先读过的").waitFor();
  await titled(desk, "同轨");
  await until(async () => (await api(server, people[1002].token, "GET", `/conversations/${id}`)).unread === 0, "it to be read");
  await leave(page);
  for (const words of ["一", "二", "三"]) await post(server, people[1003], id, words);
  for (const page of [desk, mobile]) {
    await row(page, "高远舟").getByLabel("3 条未读").waitFor();
    await titled(page, "(3) 同轨");
  }
  await row(mobile, "高远舟").click();
  await log(mobile).getByText("以下为新消息").waitFor();
  await titled(desk, "同轨");
  await until(async () => (await row(desk, "高远舟").getByLabel(/未读/).count()) === 0, "the badge of the other device to go");

  await row(desk, "高远舟").click({ button: "right" });
  await desk.getByRole("menuitem", { name: "标为未读" }).click();
  await titled(desk, "(1) 同轨");
  await button(mobile, "返回").click();
  await row(mobile, "高远舟").getByLabel("1 条未读").waitFor();
  await row(desk, "高远舟").click({ button: "right" });
  await desk.getByRole("menuitem", { name: "标为已读" }).click();
  await titled(mobile, "同轨");
  await leave(desk, mobile);
});

test("from here on unread: the count tells how much, and the divider where", async () => {
  const { id } = await direct(server, people[1005], people[1006]);
  for (const words of ["甲", "乙", "丙", "丁"]) await post(server, people[1005], id, words);
  const page = await openChat(browser, server, people[1006], id);
  await titled(page, "同轨");
  await message(page, "丙").click({ button: "right" });
  await page.getByRole("menuitem", { name: "从此处标为未读" }).click();
  await titled(page, "(2) 同轨");
  await page.goto("/messages");
  await row(page, "曾若谷").getByLabel("2 条未读").waitFor();
  await row(page, "曾若谷").click();
  await log(page).getByText("以下为新消息").waitFor();
  await message(page, "丁").waitFor();
  const lines = (await log(page).getByRole("listitem").allInnerTexts()).map((line) => line.trim());
  const at = (words) => lines.findIndex((line) => line.includes(words));
  assert.ok(at("乙") < at("以下为新消息") && at("以下为新消息") < at("丙"), lines.join(" | "));
  await leave(page);
});

test("notes to oneself are there on every device and count nowhere", async () => {
  const page = await newPage(browser, server, { person: people[1004] });
  const other = await newPage(browser, server, { person: people[1004], viewport: phone });
  await Promise.all([page, other].map((p) => p.goto("/messages")));
  await button(page, "新建").click();
  await page.getByRole("menuitem", { name: "我的笔记" }).click();
  await box(page).waitFor();
  await say(page, "周五前给王工回电话");
  await row(other, "我的笔记").getByText("周五前给王工回电话").waitFor();
  await row(other, "我的笔记").click();
  await message(other, "周五前给王工回电话").waitFor();
  assert.equal(await other.title(), "同轨");
  assert.equal(await log(page).getByText(/已读|未读/).count(), 0, "nobody else reads them");
  const again = await api(server, people[1004].token, "POST", "/conversations/direct", { account_id: people[1004].id });
  assert.ok(page.url().endsWith(again.id), "there is one such conversation");
  await leave(page, other);
});
