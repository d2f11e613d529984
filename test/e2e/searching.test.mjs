// Finding what was said, and getting about in a long conversation.
// covers: MSG-03
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, newPage, openBrowser, overflows, phone, rawKeys, still } from "./lib/browser.mjs";
import { box, button, group, leave, log, message, openChat, post, ready, row } from "./lib/chat.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, people, ming, yuan;

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
  [ming, yuan] = [people[1002], people[1003]];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const results = (page) => page.getByRole("region", { name: "搜索结果" });
const searchFor = async (page, words) => {
  await page.getByRole("textbox", { name: "搜索聊天记录" }).fill(words);
};

test("one character is enough, traditional finds simplified, and a click leads to the place", async () => {
  const { id } = await group(server, ming, "标定", [yuan]);
  const words = ["传感器零点漂移减半", "溫度循環已完成", "ＡＢＣ 型號的报价", "明天见"];
  for (const w of words) await post(server, ming, id, w);
  for (let i = 0; i < 60; i++) await post(server, ming, id, `填充 ${i}`);
  const page = await newPage(browser, server, { person: yuan });
  await page.goto("/search");
  for (const [query, hit] of [["漂", words[0]], ["温度循环", words[1]], ["零點", words[0]], ["abc", words[2]], ["报价 型号", words[2]]]) {
    await searchFor(page, query);
    await results(page).locator("[data-hit]", { hasText: hit }).waitFor();
  }
  await searchFor(page, "漂移");
  await results(page).locator("mark", { hasText: "漂移" }).waitFor();
  await still(page);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await rawKeys(page), []);
  await results(page).locator("[data-hit]").first().click();
  await page.waitForURL(new RegExp(`${id}\\?seq=`));
  await message(page, "传感器零点漂移减半").waitFor();
  await page.goBack();
  await results(page).locator("mark", { hasText: "漂移" }).waitFor();
  await searchFor(page, "不存在的话");
  await page.getByText("没有找到“不存在的话”").waitFor();
  await leave(page);
});

test("a search is narrowed by kind, sender and conversation, and loses what one may no longer see", async () => {
  const { id } = await group(server, ming, "方案讨论", [yuan]);
  const other = await group(server, ming, "方案归档", [yuan]);
  await post(server, ming, id, "推广方案第一稿");
  await post(server, yuan, id, "推广方案我看过了");
  await post(server, ming, other.id, "推广方案归档");
  const page = await newPage(browser, server, { person: yuan, viewport: phone });
  await page.goto("/search?q=推广方案");
  const count = (n) => until(async () => (await results(page).locator("[data-hit]").count()) === n, `${n} results`);
  await count(3);
  assert.equal(await overflows(page), false);
  await page.goto(`/search?q=推广方案&in=${id}`);
  await count(2);
  await page.goto(`/search?q=推广方案&in=${id}&by=${yuan.id}`);
  await count(1);
  await button(page, "取消“发送人：高远舟”这一条件").click();
  await count(2);
  await page.getByText("图片", { exact: true }).click();
  await page.getByText("没有找到“推广方案”").waitFor();
  await button(page, "去掉所有条件").click();
  await count(3);
  await api(server, ming.token, "DELETE", `/conversations/${other.id}/members/${yuan.id}`);
  await page.reload();
  await count(2);
  await leave(page);
});

test("a recalled message is not found any more", async () => {
  const { id } = await group(server, ming, "撤回", [yuan]);
  const m = await post(server, ming, id, "折扣是八五折");
  const page = await newPage(browser, server, { person: yuan });
  await page.goto("/search?q=八五折");
  await results(page).locator("[data-hit]").waitFor();
  await api(server, ming.token, "POST", `/conversations/${id}/messages/${m.seq}/recall`);
  await page.reload();
  await page.getByText("没有找到“八五折”").waitFor();
  await leave(page);
});

test("what was not read is marked, and one gets there and back to the newest", async () => {
  const { id } = await group(server, ming, "未读", [yuan]);
  for (let i = 0; i < 30; i++) await post(server, ming, id, `看过的第 ${i} 条`);
  await api(server, yuan.token, "PUT", `/conversations/${id}/read`, { seq: 31 });
  for (let i = 0; i < 120; i++) await post(server, ming, id, `新来的第 ${i} 条`);
  const page = await newPage(browser, server, { person: yuan });
  await page.goto("/messages");
  await row(page, /未读/).click();
  await ready(page);
  await button(page, "120 条新消息").click();
  await message(page, "新来的第 0 条").waitFor();
  await page.getByText("以下为新消息").first().waitFor();
  await page.getByRole("button", { name: /回到最新/ }).click();
  await message(page, "新来的第 119 条").waitFor();
  await leave(page);
});

test("a date leads to its first message", async () => {
  const { id } = await group(server, ming, "日期", [yuan]);
  for (let i = 0; i < 200; i++) await post(server, ming, id, `记录 ${i}`);
  const page = await openChat(browser, server, yuan, id);
  await button(page, "按日期查找").click();
  const calendar = page.getByRole("dialog", { name: "按日期查找" });
  await still(page);
  assert.deepEqual(await axe(page), []);
  await calendar.getByRole("button", { name: /今天/ }).or(calendar.locator("[aria-current=date]")).first().click();
  await message(page, "记录 0").waitFor();
  await leave(page);
});
