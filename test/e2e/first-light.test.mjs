// A company moves in, on the screen: the one-time link, the roster, the first login.
// covers: ACC-02, ACC-03, ORG-01
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser } from "./lib/browser.mjs";
import { api, csv, password, roster, startServer } from "./lib/server.mjs";

let server, browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the administrator opens the link, imports a faulty roster, and a person logs in for the first time", async () => {
  const page = await newPage(browser, server);
  await page.goto(server.run("setup").url);
  await page.getByLabel("公司名称").fill("远山仪器");
  await page.getByLabel("您的工号").fill("admin");
  await page.getByLabel("您的姓名").fill("管理员");
  const passwords = page.locator("input[type=password]");
  for (let i = 0; i < (await passwords.count()); i++) await passwords.nth(i).fill(password);
  await page.getByRole("button", { name: "建立并登录" }).click();
  await page.getByText("还没有会话").first().waitFor();

  const rows = [...roster, ["1007", "=HYPERLINK(1)", "远山仪器/销售部", "销售", "13800000007", "", "1005", "在职"],
    ["1003", "高远舟", "远山仪器/研发部", "工程师", "13800000003", "", "1002", "在职"]];
  await page.goto("/admin/import");
  await page.locator("input[type=file]").setInputFiles({ name: "花名册.csv", mimeType: "text/csv", buffer: csv(rows) });
  await page.getByRole("tab", { name: /有问题/ }).click();
  await page.getByText("=HYPERLINK(1)").first().waitFor();
  await page.getByRole("button", { name: /^导入|应用/ }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: /导入|确定|应用/ }).last().click();
  await page.getByRole("button", { name: /发放|生成/ }).first().click();
  const link = await page.getByText(/\/welcome#1004\./).first().or(page.locator("[data-link*='1004']")).textContent().catch(() => null);
  assert.deepEqual(page.faults, []);
  assert.ok(link, "the sealed link of 1004 is shown");

  const person = await newPage(browser, server);
  await person.goto(link.trim());
  await person.getByRole("button", { name: "开始使用" }).click();
  await person.getByText("设置您的密码").waitFor();
  const held = await person.evaluate(() => fetch("/api/v1/departments").then((r) => r.json()));
  assert.equal(held.code, "account.must_change_password");
  await person.getByLabel("新密码", { exact: true }).fill("short");
  await person.getByLabel("再次输入新密码").fill("short");
  await person.getByRole("button", { name: "保存密码" }).click();
  assert.match(person.url(), /\/(password|welcome)/);
  await person.getByLabel("新密码", { exact: true }).fill(password);
  await person.getByLabel("再次输入新密码").fill(password);
  await person.getByRole("button", { name: "保存密码" }).click();
  await person.getByText("还没有会话").first().waitFor();

  await person.goto("/directory");
  await person.getByRole("searchbox").or(person.getByRole("textbox", { name: /搜索/ })).first().fill("gyz");
  await person.getByText("高远舟").first().click();
  await person.getByText("1003").first().waitFor();
  await person.getByRole("button", { name: "发消息" }).first().click();
  await person.waitForURL(/\/messages\/.+/);
  await person.getByRole("textbox", { name: /发送给/ }).waitFor();
  assert.deepEqual(person.faults, []);
});

test("a frozen person is out within a second, on every open page", async () => {
  const page = await newPage(browser, server);
  await page.goto("/login");
  await page.getByLabel("工号").fill("1004");
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.waitForURL(/\/messages/);
  const { token } = await api(server, null, "POST", "/session", { number: "admin", password });
  const found = await api(server, token, "GET", "/admin/people?q=1004");
  await api(server, token, "POST", `/admin/people/${found.items[0].person.id}/freeze`, { reason: "测试冻结" });
  await page.waitForURL(/\/login/, { timeout: 3000 });
  await page.getByText(/冻结/).first().waitFor();
});
