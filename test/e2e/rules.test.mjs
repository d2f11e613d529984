// Rules are changed by four eyes: one asks, another confirms, and what people are then told cites the new value.
// covers: RBK-03
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser, phone } from "./lib/browser.mjs";
import { button, group, leave, message, openChat, post } from "./lib/chat.mjs";
import { api, decideByHand, startCompany, until } from "./lib/server.mjs";

const WINDOW = "messaging.recall_window";
let server, browser, admin, people, sales;

before(async () => {
  let token;
  [{ server, people, admin: token }, browser] = await Promise.all([startCompany(), openBrowser()]);
  admin = { token };
  await decideByHand(server, admin.token);
  await as(admin, "PUT", `/admin/people/${people[1002].id}/roles`, { roles: ["admin"], reason: "confirms what another asks for" });
  sales = (await as(admin, "GET", "/departments")).items.find((d) => d.name === "销售部");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const as = (who, method, path, body) => api(server, who.token, method, path, body);
const values = async (rule = WINDOW) => (await as(admin, "GET", `/rules/${rule}`)).values;

/** The page of an administrator with the window for a change open. */
async function asking(who, rule = WINDOW, options = {}) {
  const page = await newPage(browser, server, { person: who, ...options });
  await page.goto(`/admin/rules/${rule}`);
  await button(page, "申请变更").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("变更原因").waitFor();
  return [page, dialog];
}

test("a value is tried on what happened: how far it is, then the difference by department, and it is asked for from there", async () => {
  for (const who of [1003, 1003, 1006]) {
    const where = await group(server, people[who], "试验", [people[1004]]);
    const { seq } = await post(server, people[who], where.id, "写错了");
    await as(people[who], "POST", `/conversations/${where.id}/messages/${seq}/recall`);
  }
  const page = await newPage(browser, server, { person: admin });
  // A run over three facts is over at once: the page is told that it is still going until it has shown that.
  let held = true;
  await page.route("**/api/v1/admin/rule-trials/*", async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    await route.fulfill({ response, json: held ? { ...json, state: "running", done: 1, total: 3, result: null } : json });
  });
  await page.goto(`/admin/rules/${WINDOW}`);
  await button(page, "试运行").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("取值", { exact: true }).fill("0");
  await button(dialog, "开始试运行").click();
  await page.getByRole("heading", { name: "如果全公司改为 0 分钟" }).waitFor();
  await page.getByText("已检验 1 / 3 条事实").waitFor();
  await button(page, "停止").waitFor();
  held = false;
  await page.getByText("共 3 条事实，其中 3 条的结果会不同：新拦截 3 次，不再拦截 0 次。").waitFor();
  const rows = page.getByRole("region", { name: "各部门前后对比" }).getByRole("row");
  assert.deepEqual((await rows.allInnerTexts()).map((row) => row.split(/\s+/).filter((cell) => /^[^→]+$/.test(cell)).join(" ")),
    ["部门 事实 拦截 放行", "合计 3 0 3 +3 3 0 −3", "研发部 2 0 2 +2 2 0 −2", "销售部 1 0 1 +1 1 0 −1"]);
  const samples = page.getByRole("region", { name: "结果会不同的例子" }).getByRole("listitem");
  assert.equal(await samples.count(), 3);
  assert.equal(await samples.getByRole("link", { name: "查看消息" }).count(), 0, "a place is named only to whom it is open");
  await button(page, "按此申请变更").click();
  await dialog.getByLabel("变更原因").fill("试运行说明影响不大");
  await button(dialog, "提交申请").click();
  await dialog.waitFor({ state: "detached" });
  await page.goto("/admin/rules/proposals");
  const card = page.getByRole("listitem").filter({ hasText: "试运行说明影响不大" });
  await card.getByRole("link", { name: "查看试运行结果" }).waitFor();
  await button(card, "撤回申请").click();
  await button(dialog, "撤回").click();
  await page.getByText("没有待确认的变更").waitFor();
  await leave(page);
});

test("one administrator asks, another confirms, and a refusal then cites the new value and leads to the clause", async () => {
  const where = await group(server, people[1003], "联调", [people[1004]]);
  const [page, dialog] = await asking(admin);
  const second = await newPage(browser, server, { person: people[1002] });
  await second.goto("/admin/rules/proposals");
  await second.getByText("没有待确认的变更").waitFor();

  await dialog.getByLabel("取值", { exact: true }).fill("0");
  await dialog.getByLabel("变更原因").fill("消息不再允许撤回");
  await dialog.getByText("全公司：").waitFor();
  await button(dialog, "提交申请").click();
  await page.getByText("由你提出，须由另一位管理员确认。").waitFor();
  assert.equal(await button(page, "确认").count(), 0, "nobody confirms what they asked for themselves");
  assert.deepEqual(await values(), [], "a change that waits holds for nobody");

  const card = second.getByRole("list", { name: "变更申请" }).getByRole("listitem");
  await card.getByText("消息不再允许撤回").waitFor();
  assert.match(await card.innerText(), /全公司[^]*产品默认值[^]*0 分钟[^]*管理员 于/);
  await button(card, "确认").click();
  await button(second.getByRole("dialog"), "确认变更").click();
  await second.getByText("没有待确认的变更").waitFor();

  // The first page follows: what holds, since when, and by whom.
  await page.getByRole("heading", { name: /^消息发出后 0/ }).waitFor();
  const history = page.getByRole("region", { name: "变更历史" }).getByRole("listitem").first();
  await history.getByText("消息不再允许撤回").waitFor();
  assert.match(await history.innerText(), /全公司[^]*2 分钟[^]*0 分钟[^]*管理员 提出[^]*柳明溪 确认/);

  await post(server, people[1003], where.id, "评审改到周三");
  const clerk = await openChat(browser, server, people[1003], where.id);
  await message(clerk, "评审改到周三").click({ button: "right" });
  await clerk.getByRole("menuitem", { name: /撤回/ }).click();
  const refusal = clerk.getByRole("dialog");
  await refusal.getByText(/现行规则：消息发出后 0 .*内可以撤回/).waitFor();
  assert.match(await refusal.innerText(), /自 20\d\d-\d\d-\d\d \d\d:\d\d 起执行[^]*发送更正/);
  await refusal.getByRole("link", { name: "查看条款" }).click();
  await clerk.waitForURL(/\/regulations\/[0-9a-f-]+\?clause=/);
  await clerk.getByRole("heading", { level: 1 }).first().waitFor();
  await leave(page, second, clerk);
});

test("a change is rejected with a reason, and nothing has changed", async () => {
  const before = await values("files.message_size");
  const { id } = await as(people[1002], "POST", "/admin/rules/files.message_size/proposals", {
    scope: { kind: "company" }, value: 20 << 20, stage: "enforce", reason: "网络带宽紧张" });
  const page = await newPage(browser, server, { person: admin, viewport: phone });
  await page.goto("/admin/rules/proposals");
  const card = page.getByRole("listitem").filter({ hasText: "网络带宽紧张" });
  await button(card, "驳回").click();
  const dialog = page.getByRole("dialog");
  assert.equal(await button(dialog, "驳回").isDisabled(), true, "whoever rejects says why");
  await dialog.getByLabel("驳回原因").fill("先看试运行的结果");
  await button(dialog, "驳回").click();
  await page.getByText("没有待确认的变更").waitFor();
  await page.getByText("已驳回", { exact: true }).click();
  await card.getByText(/管理员 于 .* 驳回：先看试运行的结果/).waitFor();
  assert.deepEqual(await values("files.message_size"), before);
  await assert.rejects(as(admin, "POST", `/admin/rule-proposals/${id}/decision`, { confirm: true }), /rule\.proposal_closed/);
  await leave(page);
});

test("what is out of bounds cannot be asked for, and what contradicts is refused with the reason", async () => {
  const [page, dialog] = await asking(people[1002]);
  const amount = dialog.getByLabel("取值", { exact: true });
  await dialog.getByLabel("变更原因").fill("试一试");
  await amount.fill("40");
  await dialog.getByLabel("单位").selectOption("day");
  await dialog.getByText("超出可设范围：0 分钟 至 30 天。").waitFor();
  assert.equal(await button(dialog, "提交申请").isDisabled(), true);
  await assert.rejects(as(people[1002], "POST", `/admin/rules/${WINDOW}/proposals`, {
    scope: { kind: "company" }, value: 40 * 86_400, reason: "past the page" }), /rule\.out_of_bounds/);

  // An exemption must end; without a day it cannot be asked for.
  await dialog.getByLabel("适用范围").selectOption("person");
  await dialog.getByRole("combobox", { name: /搜索/ }).fill("高远舟");
  await dialog.getByRole("option", { name: /高远舟/ }).click();
  await amount.fill("2");
  assert.equal(await button(dialog, "提交申请").isDisabled(), true);
  await dialog.getByLabel("适用范围").selectOption("company");
  await amount.fill("0");
  await button(dialog, "提交申请").click();
  await dialog.getByText("这样改什么也不会变").waitFor();
  await leave(page);
});

test("a value that only warns lets people go on and tells them, and the case is on record", async () => {
  const { id } = await as(admin, "POST", `/admin/rules/${WINDOW}/proposals`, {
    scope: { kind: "department", id: sales.id }, value: 0, stage: "warn", reason: "销售部先提醒" });
  await as(people[1002], "POST", `/admin/rule-proposals/${id}/decision`, { confirm: true });
  const where = await group(server, people[1006], "报价", [people[1003]]);
  await post(server, people[1006], where.id, "单价 3 元");
  const clerk = await openChat(browser, server, people[1006], where.id);
  await message(clerk, "单价 3 元").click({ button: "right" });
  await clerk.getByRole("menuitem", { name: /撤回/ }).click();
  await clerk.getByText(/已放行，但不符合《企业沟通与协作管理制度/).waitFor();
  await button(clerk, "查看规则").click();
  await clerk.getByRole("heading", { level: 1, name: /^消息发出后/ }).waitFor();
  assert.equal(await button(clerk, "申请变更").count(), 0, "a clerk only reads");

  const page = await newPage(browser, server, { person: admin });
  await page.goto("/admin/rules/evidence");
  await page.getByLabel("结果").selectOption("warn");
  const rows = page.getByRole("list", { name: "证据" }).getByRole("listitem");
  await until(async () => (await rows.count()) === 1, "the one case that was warned of");
  assert.match(await rows.innerText(), /提醒[^]*唐一诺 · 销售部[^]*撤回[^]*消息撤回与编辑时限/);
  await leave(clerk, page);
});
