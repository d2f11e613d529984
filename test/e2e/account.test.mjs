// One's own account: devices, language and theme; and the company's roster when it comes again.
// covers: ACC-02
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser, phone } from "./lib/browser.mjs";
import { button, leave } from "./lib/chat.mjs";
import { api, csv, password, roster, startCompany, until } from "./lib/server.mjs";

let server, browser, admin, people;

before(async () => {
  [{ server, admin, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function logIn(number, options) {
  const page = await newPage(browser, server, options);
  await page.goto("/login");
  await page.getByLabel("工号").fill(number);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await button(page, "登录").click();
  await page.getByText("还没有会话").waitFor();
  return page;
}

test("every device is listed, and one is ended from another", async () => {
  await api(server, people[1003].token, "DELETE", "/sessions");
  await api(server, people[1003].token, "DELETE", "/session");
  const desk = await logIn("1003");
  const mobile = await logIn("1003", { viewport: phone });
  await desk.goto("/settings/devices");
  const rows = desk.getByRole("listitem").filter({ hasText: /Chrome|Chromium/ });
  await until(async () => (await rows.count()) === 2, "both devices");
  assert.match(await rows.first().innerText(), /此设备/);
  await rows.last().getByRole("button", { name: /^退出/ }).click();
  await button(desk.getByRole("dialog"), "退出").click();
  await mobile.waitForURL(/\/login/);
  await mobile.getByText(/此设备的登录已被结束/).waitFor();
  await until(async () => (await rows.count()) === 1, "the other device to be gone");
  await desk.reload();
  await rows.first().waitFor();
  await button(desk, "退出登录").click();
  await desk.waitForURL(/\/login/);
  await desk.goto("/messages");
  await desk.waitForURL(/\/login/);
  await leave(desk, mobile);
});

test("language and theme change at once, on every device, and stay after a reload", async () => {
  const page = await newPage(browser, server, { person: people[1004] });
  const other = await newPage(browser, server, { person: people[1004] });
  await other.goto("/messages");
  await other.getByText("还没有会话").waitFor();
  await page.goto("/settings/general");
  const ground = (p) => p.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground(page);
  await page.getByRole("radio", { name: "深色" }).or(page.getByText("深色", { exact: true })).first().click();
  await until(async () => (await ground(page)) !== light, "the dark ground");
  await until(async () => (await ground(other)) !== light, "the dark ground of the other page");
  await page.getByText("English", { exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "General" }).waitFor();
  await other.getByText("No conversations yet").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "General" }).waitFor();
  assert.notEqual(await ground(page), light);
  await leave(page, other);
});

test("a newer roster is a difference: who is new, changed and gone is shown first and then done", async () => {
  const page = await newPage(browser, server, { person: { token: admin } });
  await page.goto("/admin/import");
  const kept = roster.filter(([number]) => number !== "1006");
  const newer = [...kept.map((row) => (row[0] === "1005" ? row.with(3, "部门负责人（华东）") : row)),
    ["1009", "欧阳静怡", "远山仪器/研发部/算法组", "算法工程师", "13800000009", "1009@example.com", "1002", "在职"]];
  await page.locator("input[type=file]").setInputFiles({ name: "八月.csv", mimeType: "text/csv", buffer: csv(newer) });
  const tile = (word) => page.getByRole("radiogroup", { name: "各类结果" }).locator("label", { hasText: word });
  for (const [word, count] of [["新增", 1], ["变更", 1], ["离职", 1], ["无变化", 4], ["有问题", 0]]) {
    await tile(word).filter({ hasText: new RegExp(`^${count}`) }).waitFor();
  }
  await tile("变更").click();
  await page.getByText("部门负责人（华东）").waitFor();
  await tile("离职").click();
  await page.getByText("唐一诺").waitFor();
  await button(page, "应用导入").click();
  await page.getByRole("dialog").getByText(/有 1 人将按离职处理/).waitFor();
  await button(page.getByRole("dialog"), "应用导入").click();
  await page.getByText("已完成：新增 1 人，变更 1 人，离职 1 人。").waitFor();
  await assert.rejects(api(server, people[1006].token, "GET", "/session"), /account\.left|session\./, "who left is out");
  const found = await api(server, people[1002].token, "GET", "/people?q=oyjy");
  assert.equal(found.items[0].department_name, "算法组");
  await page.goto("/admin/import");
  await page.locator("input[type=file]").setInputFiles({ name: "八月.csv", mimeType: "text/csv", buffer: csv(newer) });
  await page.getByText("文件与公司现有资料一致，没有需要写入的内容。").waitFor();
  assert.ok(await button(page, "应用导入").isDisabled());
  await leave(page);
});
