// An administrator designs a form with two branches by hand and publishes it; somebody applies, and each branch
// asks whom it should. A form with rows, a formula and a file is filled in on the phone.
// covers: APV-05
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser, phone } from "./lib/browser.mjs";
import { button, leave } from "./lib/chat.mjs";
import { png } from "./lib/pictures.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, admin, people;

before(async () => {
  let company;
  [company, browser] = await Promise.all([startCompany(), openBrowser()]);
  ({ server, people } = company);
  admin = { token: company.admin };
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const as = (who, method, path, body) => api(server, who.token, method, path, body);
const names = (list) => list.getByRole("listitem").evaluateAll((items) => items.map((item) => item.querySelector("[data-select]").ariaLabel));
const waiting = async (who) => (await as(who, "GET", "/approvals?box=waiting")).items.map((row) => row.serial);

/** Chooses one person in the window that is open. */
async function choose(page, name) {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").fill(name);
  await dialog.getByRole("option", { name }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Adds a step that asks one person to an arm. */
async function askIn(page, arm, name) {
  await page.getByRole("region", { name: arm }).getByRole("button", { name: "在这里添加一步" }).first().click();
  await page.getByRole("menuitem", { name: "审批人" }).click();
  const side = page.getByRole("complementary", { name: "设置" });
  await side.getByLabel("步骤名称", { exact: true }).fill(`${arm}审批`);
  await side.getByLabel("第 1 类人", { exact: true }).selectOption("person");
  await button(side, "选择人员").or(button(side, "换一个人")).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").fill(name);
  await dialog.getByRole("option", { name }).click();
  await dialog.getByRole("button", { name: /^确定/ }).click();
  await dialog.waitFor({ state: "detached" });
}

test("a form with two branches is designed by mouse and keyboard, tried, published, and each branch asks whom it should", async () => {
  const page = await newPage(browser, server, { person: admin });
  await page.goto("/admin/approval-templates");
  await button(page, "新建模板").click();
  await page.getByLabel("审批名称", { exact: true }).fill("设备采购");
  await page.getByLabel("编号前缀").fill("cg");
  await page.getByText(/编号示例：CG-\d{6}-0007/).waitFor();

  // One field is dragged there, another comes by the keyboard and is moved by it.
  await page.getByRole("tab", { name: /^表单/ }).click();
  const palette = page.getByRole("complementary", { name: "可添加的字段" });
  const from = await button(palette, "金额").boundingBox();
  const to = await page.getByText("表单还是空的").boundingBox();
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + 40, { steps: 8 });
  await page.mouse.up();
  const form = page.getByRole("list", { name: "表单字段" });
  await form.getByRole("button", { name: /^金额（金额），第 1 项，共 1 项/ }).waitFor();
  await button(palette, "多行文本").focus();
  await page.keyboard.press("Enter");
  const reason = form.getByRole("button", { name: /^多行文本/ });
  await reason.focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.getByRole("status").filter({ hasText: "“多行文本”移到第 1 项，共 2 项" }).waitFor();
  assert.deepEqual((await names(form)).map((name) => name.slice(0, 2)), ["多行", "金额"]);
  assert.equal(await reason.evaluate((el) => el === document.activeElement), true, "the keyboard stays with what it moved");
  const side = page.getByRole("complementary", { name: "设置" });
  await side.getByLabel("标题", { exact: true }).fill("采购事由");
  await side.getByRole("switch", { name: "必填" }).click();
  await page.keyboard.press("Control+z"); // once too often is taken back
  await page.getByRole("button", { name: "重做" }).click();

  await page.getByRole("tab", { name: /^流程/ }).click();
  await button(page, "删除“直属上级审批”").click();
  await page.getByRole("list", { name: "流程的步骤" }).getByRole("button", { name: "在这里添加一步" }).click();
  await page.getByRole("menuitem", { name: "条件分支" }).click();
  await page.getByRole("region", { name: "分支 1" }).getByRole("button").first().click();
  await side.getByLabel("分支名称", { exact: true }).fill("大额");
  await side.getByText("按条件", { exact: true }).click();
  await side.getByLabel("第 1 个条件：字段").selectOption({ label: "金额" });
  await side.getByLabel("第 1 个条件：值").fill("5000");
  // The same condition as a text says where it is wrong.
  await side.getByText("表达式", { exact: true }).click();
  const text = side.getByLabel("进入条件：表达式");
  assert.equal(await text.inputValue(), "amount1 > 5000");
  await text.fill("amount1 > 5000 and amont > 1");
  await side.getByText("没有叫“amont”的字段。").waitFor();
  await side.getByRole("button", { name: "转到第 20 个字符" }).click();
  assert.equal(await text.evaluate((el) => el.value.slice(el.selectionStart, el.selectionEnd)), "amont");
  await text.fill("amount1 > 5000");
  await askIn(page, "大额", "沈知远");
  await askIn(page, "其他情况", "曾若谷");

  // Tried as somebody, before anybody can use it.
  await page.getByRole("tab", { name: "预览与试算" }).click();
  const trial = page.getByRole("complementary", { name: "会请谁审批" });
  await button(trial, "换一个人").click();
  await choose(page, "高远舟");
  await page.getByLabel("金额", { exact: true }).fill("8000");
  const route = trial.getByRole("list", { name: "审批流程" });
  await route.getByText("沈知远").waitFor();
  await page.getByLabel("金额", { exact: true }).fill("300");
  await route.getByText("曾若谷").waitFor();
  assert.equal(await route.getByText("沈知远").count(), 0);

  // What is not published is not lost by a wrong step.
  await button(page, "返回模板列表").click();
  await button(page.getByRole("dialog"), "继续编辑").click();
  await button(page, "发布").click();
  await button(page.getByRole("dialog"), "发布").click();
  const row = page.getByRole("list", { name: "审批模板" }).getByRole("listitem").filter({ hasText: "设备采购" });
  await row.getByText("第 1 版").waitFor();

  const clerk = await newPage(browser, server, { person: people[1003] });
  for (const [amount, asked, other] of [["8000", 1001, 1005], ["300", 1005, 1001]]) {
    await clerk.goto("/approvals/new");
    await clerk.getByRole("textbox", { name: "搜索审批类型" }).fill("采购");
    await clerk.getByRole("link", { name: /设备采购/ }).first().click();
    await clerk.getByLabel("采购事由", { exact: true }).fill("样机联调");
    await clerk.getByLabel("金额", { exact: true }).fill(amount);
    await clerk.getByRole("list", { name: "审批流程" }).getByText(people[asked].name).waitFor();
    await button(clerk, "提交审批").click();
    await clerk.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
    const { serial } = await as(people[1003], "GET", `/approvals/${new URL(clerk.url()).pathname.split("/")[2]}`);
    assert.match(serial, /^CG-\d{6}-000[12]$/);
    assert.ok((await waiting(people[asked])).includes(serial), `${amount} asks ${people[asked].name}`);
    assert.ok(!(await waiting(people[other])).includes(serial), `${amount} does not ask ${people[other].name}`);
  }
  await leave(page, clerk);
});

test("a template is switched off and on, and an older version is opened to go on from", async () => {
  const definition = { ...base("通行证"), fields: [{ id: "why", kind: "text", label: { "zh-CN": "用途" } }] };
  const { key } = await as(admin, "POST", "/admin/approval-templates", { definition });
  await as(admin, "POST", "/admin/approval-templates", { key, version: 1, definition: { ...definition, name: { "zh-CN": "通行证申请" } } });
  const page = await newPage(browser, server, { person: admin });
  await page.goto("/admin/approval-templates");
  await page.getByRole("switch", { name: "启用“通行证申请”" }).click();
  await page.getByRole("switch", { name: "启用“通行证申请”", checked: false }).waitFor();
  const offered = async () => (await as(people[1003], "GET", "/approval-templates")).items.some((one) => one.key === key);
  assert.equal(await offered(), false);
  await page.getByRole("switch", { name: "启用“通行证申请”" }).click();
  await page.getByRole("switch", { name: "启用“通行证申请”", checked: true }).waitFor();
  assert.equal(await offered(), true);
  await button(page, "“通行证申请”的历史版本").click();
  await page.getByRole("dialog").getByRole("link", { name: /第 1 版/ }).click();
  await page.getByRole("heading", { level: 2, name: "通行证", exact: true }).waitFor();
  await page.getByText("这是第 1 版。发布后会成为第 2 版之后的新版本。").waitFor();
  await leave(page);
});

test("rows, a formula and a file are filled in on the phone: a draft is kept, what is missing is shown, and it is sent once", async () => {
  const definition = { ...base("物料申领"), fields: [
    { id: "goods", kind: "rows", label: { "zh-CN": "物料" }, required: true, columns: [
      { id: "what", kind: "text", label: { "zh-CN": "名称" }, required: true },
      { id: "price", kind: "amount", label: { "zh-CN": "单价" }, decimals: 2, currency: "CNY" },
      { id: "n", kind: "number", label: { "zh-CN": "数量" } },
      { id: "cost", kind: "formula", label: { "zh-CN": "小计" }, formula: "price * n", decimals: 2, currency: "CNY" }] },
    { id: "total", kind: "formula", label: { "zh-CN": "合计" }, formula: "sum(goods.cost)", decimals: 2, currency: "CNY" },
    { id: "why", kind: "longtext", label: { "zh-CN": "超额说明" }, visible_when: "total > 1000", required: true },
    { id: "photo", kind: "image", label: { "zh-CN": "照片" } }] };
  const { key } = await as(admin, "POST", "/admin/approval-templates", { definition });
  const page = await newPage(browser, server, { person: people[1006], viewport: phone });
  await page.goto(`/approvals/new/${key}`);
  await button(page, "添加一行").click();
  await page.getByLabel("名称").fill("电源线");
  await page.getByLabel("单价").fill("４００");
  await page.getByLabel("数量").fill("2");
  const total = page.getByRole("status", { name: "合计" });
  await total.getByText("¥800.00").waitFor();
  assert.equal(await page.getByLabel("超额说明").count(), 0);
  await button(page, "添加一行").click();
  await page.getByLabel("单价").nth(1).fill("300.50");
  await page.getByLabel("数量").nth(1).fill("1");
  await total.getByText("¥1,100.50").waitFor();
  await page.getByLabel("超额说明").waitFor();

  const chooser = page.waitForEvent("filechooser");
  await button(page, "添加图片").click();
  await (await chooser).setFiles({ name: "现场.png", mimeType: "image/png", buffer: png(320, 240) });
  await page.getByRole("button", { name: "移除 现场.png" }).waitFor();
  const draft = await until(async () => (await as(people[1006], "GET", "/approval-drafts")).items.find((one) => one.values.photo), "the draft with its picture");
  await page.getByText("已存为草稿").waitFor();
  await page.waitForURL((url) => url.searchParams.get("draft") === draft.id);

  // A reload goes on with the draft.
  await page.reload();
  await total.getByText("¥1,100.50").waitFor();
  await page.getByRole("button", { name: "移除 现场.png" }).waitFor();
  const sent = [];
  page.on("request", (r) => r.method() === "POST" && new URL(r.url()).pathname === "/api/v1/approvals" && sent.push(r.postDataJSON().id));
  await button(page, "提交审批").click();
  await page.getByRole("alert").first().waitFor();
  assert.equal(await page.getByLabel("名称").nth(1).getAttribute("aria-invalid"), "true", "the fault is at its cell");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
  await page.getByLabel("名称").nth(1).fill("转接头");
  await page.getByLabel("超额说明").fill("现场备用");
  await page.waitForFunction(() => document.querySelector("[aria-invalid=true]") === null);
  await button(page, "提交审批").click();
  await page.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  assert.equal(new Set(sent).size, 1, "a second try is the same approval");
  const got = await as(people[1006], "GET", `/approvals/${sent[0]}`);
  assert.equal(got.values.total, "1100.50");
  assert.deepEqual(got.values.goods.map((row) => row.cost), ["800.00", "300.50"]);
  assert.equal(got.values.photo[0].name, "现场.png");
  assert.deepEqual((await as(people[1006], "GET", "/approval-drafts")).items, []);
  await leave(page);
});

test("whoever leaves a form and goes on with it at once finds the last words, however slow the line is", async () => {
  const { version } = await as(people[1004], "GET", "/approval-templates/leave");
  await as(people[1004], "PUT", `/approval-drafts/${crypto.randomUUID()}`, { template: "leave", version, values: { reason: "回家" }, chosen: {}, cc: [] });
  const page = await newPage(browser, server, { person: people[1004] });
  let release;
  const released = new Promise((done) => { release = done; });
  await page.route("**/api/v1/approval-drafts/*", async (route) => {
    await released;
    await route.continue();
  });
  const goOn = () => page.getByRole("list", { name: "未提交的草稿" }).getByRole("link", { name: /请假/ }).click();
  const why = page.getByLabel("事由");
  await page.goto("/approvals/new");
  await goOn();
  await until(async () => (await why.inputValue()) === "回家", "the draft");
  await why.fill("回家过年");
  await button(page, "返回审批类型").click();
  await goOn();
  release();
  await until(async () => (await why.inputValue()) === "回家过年", "the last words");
  await leave(page);
});

/** What a definition needs beside its fields: the superior is asked. */
const base = (name) => ({
  name: { "zh-CN": name }, serial: { prefix: "WL", date: "yyyy", digits: 4 }, category: "other", level: "password", who_may_apply: { all: true },
  route: { nobody: "admin", self: "superior", same: "once", steps: [{ id: "boss", kind: "approve", name: { "zh-CN": "上级" }, who: [{ kind: "superior", n: 1 }] }] } });
