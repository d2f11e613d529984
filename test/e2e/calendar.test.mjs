// An administrator keeps the calendar: a day of the company, hours of a department, a year from a file.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser } from "./lib/browser.mjs";
import { api, startCompany } from "./lib/server.mjs";

let server, browser, admin, people;
before(async () => {
  [{ server, admin, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const button = (page, name) => page.getByRole("button", { name, exact: true });
const year = (of, site = "") => api(server, people[1003].token, "GET", `/calendar?year=${of}${site}`);
const department = async (name) => (await api(server, admin, "GET", "/departments")).items.find((d) => d.name === name).id;

test("a day is settled for the company, seen by all, and taken back", async () => {
  const page = await newPage(browser, server, { person: { token: admin } });
  await page.goto("/admin/people");
  await button(page, "工作日历").click();
  await page.goto("/admin/calendar?year=2026");
  await page.locator("[data-day='2026-06-01']").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("按周几：上班。").waitFor();
  await dialog.getByLabel("名称").fill("公司成立日");
  await button(dialog, "保存").click();
  await page.locator("[data-day='2026-06-01'][data-kind=off][data-own]").waitFor();
  await page.getByRole("button", { name: /06-01.*公司成立日.*全公司 · 管理员/ }).waitFor();
  const seen = await year(2026, `&department_id=${await department("研发部")}`);
  assert.deepEqual(seen.days.filter((d) => d.from !== "nation").map((d) => [d.date, d.work, d.own]), [["2026-06-01", false, false]]);
  assert.equal(seen.working_days, 247);
  await page.locator("[data-day='2026-06-01']").click();
  await button(dialog, "取消此规定").click();
  await page.locator("[data-day='2026-06-01'][data-kind=usual]").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a department has hours of its own, written as people write them", async () => {
  const page = await newPage(browser, server, { person: { token: admin } });
  const sales = await department("销售部");
  await page.goto("/admin/calendar?part=hours");
  await page.getByLabel("查看谁的日历").selectOption(sales);
  await page.getByText("这个部门没有自己的工作时间").waitFor();
  await page.getByLabel("星期一第 1 段开始").fill("930");
  await page.getByLabel("星期一第 1 段结束").fill("9");
  await page.getByText("时段须按先后排列").waitFor();
  assert.ok(await button(page, "保存").isDisabled());
  await page.getByLabel("星期一第 1 段结束").fill("18:30");
  await button(page, "保存").click();
  await page.getByRole("button", { name: /^销售部/ }).waitFor();
  const own = await year(2026, `&department_id=${sales}`);
  assert.deepEqual([own.site_id, own.week[0]], [sales, [{ from: 570, to: 1110 }]]);
  await button(page, "与上级一致").click();
  await page.getByText("都与默认一致").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a year is rehearsed, its faults are named, and then it is imported and forgotten", async () => {
  const page = await newPage(browser, server, { person: { token: admin } });
  await page.goto("/admin/calendar?part=sources");
  await button(page, "导入一年").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("年份").fill("2031");
  await dialog.getByLabel("或者粘贴内容").fill('{"year": 2031, "days": [\n{"name": "元旦", "date": "2030-01-01", "isOffDay": true}]}');
  await button(dialog, "预检").click();
  await dialog.getByText("日期不属于所导入的年份。").waitFor();
  await dialog.getByText("第 2 行").waitFor();
  await button(dialog, "返回修改").click();
  const good = JSON.stringify({ year: 2031, days: [{ name: "元旦", date: "2031-01-01", isOffDay: true }, { name: "元旦", date: "2031-01-04", isOffDay: false }] });
  // By keyboard, by a drop, and no other kinds of files.
  const field = dialog.locator("div", { has: page.locator("> input[type=file]") });
  await drop(page, field, "2031.pdf", "application/pdf", "no calendar");
  await dialog.getByRole("alert").getByText("这里不能用这种文件。").waitFor();
  await drop(page, field, "2031.json", "application/json", "{}");
  await dialog.getByRole("status").getByText("2031.json").waitFor();
  await dialog.getByRole("alert").waitFor({ state: "detached" });
  await button(dialog, "移除").click();
  const chooser = page.waitForEvent("filechooser");
  await button(dialog, "选择文件").press("Enter");
  await (await chooser).setFiles({ name: "2031.json", mimeType: "application/json", buffer: Buffer.from(good) });
  await dialog.getByRole("status").getByText("2031.json").waitFor();
  await button(dialog, "预检").click();
  await dialog.getByText("读到放假 1 天，补班 1 天").waitFor();
  assert.equal((await year(2031)).known, false, "a rehearsal stores nothing");
  await button(dialog, "导入").click();
  await page.getByText(/导入自 2031\.json，管理员/).waitFor();
  assert.deepEqual((await year(2031)).days.map((d) => d.work), [false, true]);
  await button(page, "删除导入").click();
  await button(page.getByRole("dialog"), "删除导入").click();
  await page.getByText(/导入自 2031/).waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "变更记录" }).click();
  await page.getByText("删除导入的 2031 年").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

/** Drops a file, as from a folder of the desk. */
async function drop(page, on, name, type, text) {
  const dataTransfer = await page.evaluateHandle(([name, type, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type }));
    return data;
  }, [name, type, text]);
  await on.dispatchEvent("dragover", { dataTransfer });
  await on.dispatchEvent("drop", { dataTransfer });
}

test("who keeps no calendar has no page of it", async () => {
  const page = await newPage(browser, server, { person: people[1003] });
  await page.goto("/admin/calendar");
  await page.getByText("你没有可用的管理功能").waitFor();
  await page.context().close();
});
