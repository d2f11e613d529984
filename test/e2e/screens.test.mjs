// Every screen in both sizes, light and dark: nothing that axe finds, nothing that sticks out, no key
// instead of words, no fault of the page. The pictures lie in results/ for people to look at.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { axe, desktop, newPage, openBrowser, overflows, phone, rawKeys } from "./lib/browser.mjs";
import { api, moveIn, setUp, startServer } from "./lib/server.mjs";

let server, browser, group;
const people = {};
const results = new URL("./results/", import.meta.url).pathname;

before(async () => {
  mkdirSync(results, { recursive: true });
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const admin = await setUp(server);
  Object.assign(people, await moveIn(server, admin), { admin: { token: admin } });
  const say = (who, text) => api(server, people[who].token, "POST", `/conversations/${group.id}/messages`, {
    client_id: crypto.randomUUID(), content: { type: "text", nodes: [{ type: "text", text }] } });
  group = await api(server, people[1002].token, "POST", "/conversations/groups", {
    name: "样机联调与现场支持协作群", member_ids: [people[1003].id, people[1004].id, people[1006].id] });
  await say(1003, "传感器标定数据已经整理好，零点漂移比上一版小一半。");
  await say(1002, "收到，明天上午 9:30 评审，请把曲线图也带上 👍");
  await say(1004, "https://example.com/very/long/address/that/must/wrap/and/not/push/the/page/wider/than/the/window");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const screens = [
  ["login", () => "/login", null, (p) => p.getByRole("button", { name: "登录" })],
  ["messages", () => "/messages", 1002, (p) => p.getByText("样机联调与现场支持协作群").first()],
  ["chat", () => `/messages/${group.id}`, 1002, (p) => p.getByRole("textbox", { name: /发送给/ })],
  ["directory", () => "/directory", 1003, (p) => p.getByText("研发部").first()],
  ["settings", () => "/settings", 1003, (p) => p.getByText("设置").first()],
  ["people", () => "/admin/people", "admin", (p) => p.getByText("沈知远").first()],
  ["import", () => "/admin/import", "admin", (p) => p.getByText(/花名册/).first()],
  ["nowhere", () => "/no-such-page", 1003, (p) => p.getByText("没有这个页面").first()],
];

for (const [name, path, who, landmark] of screens) {
  for (const [size, viewport] of [["desktop", desktop], ["phone", phone]]) {
    for (const dark of [false, true]) {
      test(`${name} on the ${size}, ${dark ? "dark" : "light"}`, async () => {
        const page = await newPage(browser, server, { viewport, dark, person: people[who] });
        await page.goto(path());
        await landmark(page).waitFor();
        await page.evaluate(() => Promise.all(document.getAnimations().filter((a) => a.effect?.getTiming().iterations !== Infinity).map((a) => a.finished.catch(() => {}))));
        await page.screenshot({ path: `${results}${name}-${size}-${dark ? "dark" : "light"}.png` });
        assert.deepEqual(await axe(page), []);
        assert.equal(await overflows(page), false, "something sticks out sideways");
        assert.deepEqual(await rawKeys(page), []);
        assert.deepEqual(page.faults, []);
        await page.context().close();
      });
    }
  }
}

test("in English no Chinese interface word is left", async () => {
  const page = await newPage(browser, server, { language: "en-GB" });
  await page.goto("/login");
  await page.getByRole("button", { name: "Sign in" }).or(page.getByRole("button", { name: "Log in" })).waitFor();
  const chinese = await page.evaluate(() => document.body.innerText.match(/[\u4e00-\u9fff]+/g) ?? []);
  assert.deepEqual(chinese.filter((w) => !["中文", "同轨", "简体中文"].includes(w)), []);
  await page.context().close();
});
