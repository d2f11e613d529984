// A regulation asks to be acknowledged: who is asked reads and signs it, their head follows it up.
// covers: RBK-04
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, cutOff, newPage, openBrowser, overflows, phone, still } from "./lib/browser.mjs";
import { button } from "./lib/chat.mjs";
import { publishRegulation } from "./lib/regulations.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, admin, people, safety;

before(async () => {
  let token;
  [{ server, people, admin: token }, browser] = await Promise.all([startCompany(), openBrowser()]);
  admin = { token };
  safety = await publishRegulation(server, admin.token);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const rows = (page, name) => page.getByRole("list", { name }).getByRole("listitem");
const state = () => api(server, admin.token, "GET", `/admin/regulations/${safety}/acknowledgement`);

async function sound(page) {
  await still(page);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await cutOff(page), []);
  assert.equal(await overflows(page), false);
  assert.deepEqual(page.faults, []);
}

test("an administrator asks a department, its people sign, its head reminds the rest", async () => {
  const [ming, yuan, xiao] = [people[1002], people[1003], people[1004]];
  const desk = await newPage(browser, server, { person: yuan });
  await desk.goto("/messages");
  const hand = await newPage(browser, server, { person: xiao, viewport: phone });
  await hand.goto("/settings");

  // The administrator asks the department for research.
  const office = await newPage(browser, server, { person: admin });
  await office.goto("/regulations");
  await office.getByRole("link", { name: "制度签收" }).click();
  await office.getByRole("tab", { name: /督办/ }).click();
  await rows(office, "督办").filter({ hasText: "安全生产制度" }).getByText("未要求签收").waitFor();
  await office.getByRole("link", { name: /安全生产制度/ }).click();
  await button(office, "设置签收要求").click();
  const dialog = office.getByRole("dialog");
  await dialog.getByRole("radio", { name: "部分部门" }).check();
  await dialog.getByRole("checkbox", { name: "研发部" }).check();
  await sound(office);
  await dialog.getByRole("button", { name: "保存" }).click();
  await rows(office, "人员").nth(2).waitFor();
  await office.getByText("0 / 3 已签收").waitFor();
  await sound(office);

  // Who is asked sees it wherever they are, reads it and signs it.
  await desk.getByRole("link", { name: /1 份制度待签收/ }).first().click();
  await desk.getByRole("link", { name: /制度签收/ }).click();
  await rows(desk, "待签收").getByText("还没有打开").waitFor();
  await sound(desk);
  await rows(desk, "待签收").getByRole("link").click();
  const bar = desk.getByRole("region", { name: "签收" });
  await bar.getByText(/^已阅读 (?!0 分 0 秒)/).waitFor(); // it runs on by itself
  await sound(desk);
  await bar.getByRole("button", { name: "签收" }).click();
  await desk.getByRole("dialog").getByText(/确认已阅读并知悉《安全生产制度》第 1 版/).waitFor();
  await sound(desk);
  await desk.getByRole("dialog").getByRole("button", { name: "确认签收" }).click();
  await bar.getByText(/^签收于 /).waitFor();
  await desk.getByRole("link", { name: /份制度待签收/ }).waitFor({ state: "detached" });
  const proven = desk.waitForEvent("download");
  await bar.getByRole("link", { name: "签收证明" }).click();
  assert.match((await proven).suggestedFilename(), /^签收证明-1003-安全生产制度-v1\.pdf$/);
  await desk.goto("/regulations/acknowledgements?part=done");
  await rows(desk, "已签收").getByText("第 1 版").waitFor();
  await sound(desk);

  // The proof comes with the log's, as soon as the log has the record.
  const proof = await until(async () => {
    const p = await api(server, yuan.token, "GET", `/acknowledgements/${safety}/1/proof`);
    return p.audit && p;
  }, "the record to be signed");
  assert.ok(proof.audit.record.includes(proof.record_id));

  // The head sees the rest of the department, and reminds them.
  const head = await newPage(browser, server, { person: ming });
  await head.goto("/regulations/acknowledgements?part=others");
  await rows(head, "督办").getByText("1 / 3 已签收").waitFor();
  await rows(head, "督办").getByRole("link").click();
  await rows(head, "人员").getByText("单小满").waitFor();
  assert.equal(await rows(head, "人员").getByText("高远舟").count(), 0);
  await sound(head);
  const told = hand.getByText("提醒：还有制度等待签收").waitFor();
  await button(head, "提醒未签收的人").click();
  await head.getByText("已提醒 2 人").waitFor();
  await told;
  await rows(head, "人员").getByText("提醒过 1 次").first().waitFor();
  await button(head, "提醒未签收的人").click();
  await head.getByText(/刚刚提醒过/).waitFor();

  // On a phone it is reached from the last tab.
  const way = hand.getByRole("navigation", { name: "公司" }).getByRole("link", { name: /1 份制度待签收/ });
  await way.waitFor();
  await sound(hand);
  await way.click();
  await hand.getByRole("link", { name: /制度签收/ }).click();
  await rows(hand, "待签收").getByText("安全生产制度").waitFor();
  await sound(hand);
  await rows(hand, "待签收").getByRole("link").click();
  const below = hand.getByRole("region", { name: "签收" });
  await below.getByRole("button", { name: "签收" }).click();
  await hand.getByRole("button", { name: "确认签收" }).click();
  await below.getByText(/^签收于 /).waitFor();
  await sound(hand);
  const { totals } = await state();
  assert.deepEqual([totals.asked, totals.done], [3, 2]);

  // The office hears of it, and takes the list out.
  await office.reload();
  await office.getByText("2 / 3 已签收").waitFor();
  await office.getByText("已签收", { exact: true }).first().click();
  await rows(office, "人员").getByText("高远舟").waitFor();
  await sound(office);
  const table = office.waitForEvent("download");
  await office.getByRole("link", { name: "导出名单（CSV）" }).click();
  assert.equal((await table).suggestedFilename(), "安全生产制度-v1.csv");
});
