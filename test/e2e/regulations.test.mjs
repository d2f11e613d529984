// A regulation comes in with the faults of its file, people settle them, it is published, read, changed
// and compared.
// covers: RBK-01, RBK-02
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, newPage, openBrowser, overflows, phone, still } from "./lib/browser.mjs";
import { faulty } from "./lib/regulations.mjs";
import { api, startCompany } from "./lib/server.mjs";

let server, browser, people, boss, clerk;
const title = "远山仪器值班管理规定";

before(async () => {
  [{ server, people, admin: boss }, browser] = await Promise.all([startCompany(), openBrowser()]);
  clerk = people[1003];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const button = (page, name) => page.getByRole("button", { name, exact: true });
const tab = (page, name) => page.getByRole("tab", { name, exact: true });
const list = (page) => page.getByRole("list", { name: "公司制度" });
const doubt = (page, words) => page.locator("[data-doubt][data-open]").filter({ hasText: words });

async function open(person, path, options = {}) {
  const page = await newPage(browser, server, { person, ...options });
  await page.goto(path);
  return page;
}

async function publish(page, reason) {
  await button(page, "发布").click();
  await page.getByRole("dialog").getByLabel("发布说明").fill(reason);
  await button(page, "确认发布").click();
  await page.getByRole("article").getByText("现行有效").waitFor();
}

test("an administrator imports a regulation with faults, settles them and publishes it; a clerk reads it", async () => {
  const reader = await open(clerk, "/regulations");
  await list(reader).getByText("随产品提供").waitFor();
  assert.equal(await button(reader, "导入制度").count(), 0);

  const page = await open({ token: boss }, "/regulations");
  await button(page, "导入制度").click();
  const chooser = page.waitForEvent("filechooser");
  await button(page, "选择文件").click();
  await (await chooser).setFiles({ name: "值班.txt", mimeType: "text/plain", buffer: Buffer.from(faulty["zh-CN"]) });

  // Each doubt stands at its place, with what was found and what is proposed.
  await doubt(page, "第 9 行").filter({ hasText: "____" }).waitFor();
  await still(page);
  assert.deepEqual(await axe(page), []);
  await button(doubt(page, "0205分"), "采纳建议").click();
  await doubt(page, "0205分").waitFor({ state: "detached" });
  await button(doubt(page, "____"), "自己填写").click();
  await page.getByLabel("正确的文字").fill("8600");
  await button(page, "确定").click();
  await doubt(page, "____").waitFor({ state: "detached" });
  for (const id of await page.locator("[data-doubt][data-open]").evaluateAll((cards) => cards.map((card) => card.dataset.doubt))) {
    const card = page.locator(`[data-doubt="${id}"]`);
    await card.getByRole("button", { name: /^(保留原文|留在正文里)$/ }).click();
    await card.waitFor({ state: "detached" });
  }
  await page.getByText("疑点已全部确认", { exact: true }).waitFor();
  await button(page, "生成草案").click();
  await button(page.getByRole("dialog"), "生成草案").click();
  await page.getByRole("article", { name: title }).getByText("这是草案，还没有发布。").waitFor();
  assert.equal(await list(reader).getByText(title).count(), 0, "nobody else sees a draft");

  await tab(page, "草案").click();
  await publish(page, "首次发布");
  await still(page);
  assert.deepEqual(await axe(page), []);

  // The clerk's page hears of it by itself.
  await list(reader).getByText(title).click();
  await reader.getByText("值班电话8600").waitFor();
  assert.equal(await tab(reader, "草案").count(), 0);
  await reader.getByRole("textbox", { name: "在正文中查找" }).fill("离岗");
  await reader.getByText("1 处", { exact: true }).waitFor();
  await reader.locator("mark", { hasText: "离岗" }).waitFor();
  await button(reader, "二、值班要求").click();
  const pdf = reader.waitForEvent("download");
  await reader.getByRole("link", { name: "下载 PDF" }).click();
  assert.match((await pdf).suggestedFilename(), /\.pdf$/);
  assert.deepEqual([...page.faults, ...reader.faults], []);
});

test("a clause is changed in a draft, published, and everybody sees what differs", async () => {
  const { items } = await api(server, boss, "GET", "/regulations");
  const { id } = items.find((one) => one.title === title);
  const page = await open({ token: boss }, `/regulations/${id}/versions`);
  await button(page, "起草下一版").click();
  await page.getByRole("button", { name: /^3、.*更多操作$/ }).click();
  await page.getByRole("menuitem", { name: "修改" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("正文").fill("值班表由各部门在每月20日前报行政部。");
  await button(dialog, "保存").click();
  await page.getByText("每月20日前").waitFor();
  await page.getByRole("button", { name: /^1．.*更多操作$/ }).click();
  await page.getByRole("menuitem", { name: "删除" }).click();
  await button(page.getByRole("dialog"), "删除").click();
  await page.getByText("当面清点").waitFor({ state: "detached" });
  await publish(page, "提前报送值班表");

  for (const viewport of [undefined, phone]) {
    const reader = await open(clerk, `/regulations/${id}/versions`, viewport ? { viewport } : {});
    await button(reader, "与第 1 版对比").click();
    await reader.locator("ins", { hasText: "20" }).waitFor();
    await reader.locator("del", { hasText: "25" }).waitFor();
    await reader.locator("del", { hasText: "当面清点" }).waitFor();
    assert.equal(await reader.getByText("制定本规定").count(), 0, "what is the same is left out");
    await still(reader);
    assert.deepEqual(await axe(reader), []);
    assert.equal(await overflows(reader), false);
    await reader.goto(`/regulations/${id}?version=1`);
    await reader.getByText("不再适用").waitFor();
    assert.deepEqual(reader.faults, []);
  }
  assert.deepEqual(page.faults, []);
});

test("a rule is linked to a clause, and the coverage says what carries the regulation and what nothing carries", async () => {
  const { items } = await api(server, boss, "GET", "/regulations");
  const { id } = items.find((one) => one.title === title);
  const page = await open({ token: boss }, `/regulations/${id}`);
  await page.getByRole("button", { name: /^一2：/ }).click();
  await button(page, "关联规则").click();
  await page.getByRole("dialog").getByRole("checkbox", { name: "消息撤回与编辑时限" }).check();
  await button(page.getByRole("dialog"), "保存").click();
  await page.getByRole("list", { name: "落实这一条的规则" }).getByText("消息撤回与编辑时限：2 分钟").waitFor();

  await tab(page, "落实情况").click();
  const row = page.getByRole("listitem").filter({ hasText: "值班分为白班和夜班" });
  await row.getByText("强制执行").waitFor();
  await row.getByText("最近 30 天没有触发").waitFor();
  await page.getByText("没有落实", { exact: true }).click();
  await page.getByRole("listitem").filter({ hasText: "每月20日前" }).getByText("没有规则落实这一条").waitFor();
  assert.equal(await row.count(), 0);
  await still(page);
  assert.deepEqual(await axe(page), []);
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载 Excel" }).click();
  assert.match((await file).suggestedFilename(), /\.xlsx$/);

  const reader = await open(clerk, `/regulations/${id}/coverage`, { viewport: phone });
  await reader.getByRole("listitem").filter({ hasText: "值班分为白班和夜班" }).getByText("公司取值：2 分钟").waitFor();
  assert.equal(await reader.getByText("最近 30 天没有触发").count(), 0, "counts are for those who watch over rules");
  assert.equal(await overflows(reader), false);
  assert.deepEqual([...page.faults, ...reader.faults], []);
});
