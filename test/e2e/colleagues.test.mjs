// What those who are asked do beside agreeing: they have others look too, hand on, tell, reject several at once, and let a colleague act.
// covers: APV-01
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { act, leave as leaveOf, publish, purchase, purchased } from "./lib/approvals.mjs";
import { axe, cutOff, newPage, openBrowser, overflows, phone, rawKeys, still } from "./lib/browser.mjs";
import { button, leave } from "./lib/chat.mjs";
import { api, password, startCompany, until } from "./lib/server.mjs";

let server, browser, admin, people, form;

before(async () => {
  let company;
  [company, browser] = await Promise.all([startCompany(), openBrowser()]);
  ({ server, people } = company);
  admin = { token: company.admin };
  form = await publish(server, company.admin, purchase(people));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const as = (who, method, path, body) => api(server, who.token, method, path, body);
const open = async (who, path, options = {}) => {
  const page = await newPage(browser, server, { person: who, ...options });
  await page.goto(path);
  return page;
};
const line = (page) => page.getByRole("region", { name: "审批流程" });
const asked = (page, name) => line(page).getByRole("listitem").filter({ hasText: name }).first();
const stateOf = (page, words) => page.getByRole("article").locator("header").getByText(words, { exact: true });
const list = (page, name) => page.getByRole("list", { name, exact: true });
const window = (page) => page.getByRole("dialog");

async function looksRight(page) {
  await still(page);
  assert.equal(await overflows(page), false);
  assert.deepEqual(await cutOff(page), []);
  assert.deepEqual(await rawKeys(page), []);
  assert.deepEqual(await axe(page), []);
}

async function more(page, what) {
  await button(page, "更多").click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

async function choose(page, name) {
  await button(window(page), "选择人员").click();
  const picker = window(page).last();
  await picker.getByRole("combobox").fill(name);
  await picker.getByRole("option", { name: new RegExp(name) }).click();
  const enough = picker.getByRole("button", { name: /^确定/ });
  if ((await enough.count()) > 0) await enough.click();
}

/** Does what the window of an act is about. */
async function go(page, name, words) {
  const dialog = window(page);
  await button(dialog, name).waitFor();
  if (words) await dialog.getByRole("textbox", { name: /审批意见|原因|说明/ }).fill(words);
  const secret = dialog.getByLabel("登录密码");
  if ((await secret.count()) > 0) await secret.fill(password);
  await button(dialog, name).click();
  await dialog.waitFor({ state: "detached" });
}

test("others are added beside and after, are asked in that order, and colleagues are told", async () => {
  const { id } = await purchased(server, people[1003], form, [people[1002]]);
  const page = await open(people[1002], `/approvals/${id}?box=decided`); // from where nothing opens by itself
  await more(page, "加签");
  await choose(page, "唐一诺");
  await window(page).getByText("并加签", { exact: true }).click();
  await go(page, "加签", "一起看");
  await asked(page, "唐一诺").getByText("并加签").waitFor();
  await more(page, "加签");
  await choose(page, "沈知远");
  await window(page).getByText("后加签", { exact: true }).click();
  await go(page, "加签");
  await more(page, "抄送");
  await choose(page, "单小满");
  await go(page, "抄送");
  await page.getByText("已抄送：单小满").waitFor();
  await looksRight(page);

  await act(server, people[1006], id, "approve");
  const later = async () => (await as(people[1001], "GET", "/approvals?box=waiting")).items.filter((one) => one.id === id).length;
  assert.equal(await later(), 0, "who was added after waits for whoever added them");
  await button(page, "同意").click();
  await go(page, "确认同意");
  await line(page).getByText("已用密码确认").nth(1).waitFor();
  assert.equal(await later(), 1);
  await act(server, people[1001], id, "approve");
  await line(page).getByText("财务审核").waitFor();
  await page.getByText(/全部记录/).click();
  await page.getByText(/^柳明溪 后加签.*沈知远/).waitFor();

  const told = await open(people[1004], "/approvals?box=copied");
  await list(told, "抄送我的").getByRole("link", { name: /设备采购/ }).click();
  await stateOf(told, "审批中").waitFor();
  await leave(page, told);
});

test("on a phone in the dark a turn is handed on, and whoever got it rejects", async () => {
  const { id } = await leaveOf(server, people[1003], 1, "搬家");
  const page = await open(people[1002], `/approvals/${id}?box=decided`, { viewport: phone, dark: true });
  await more(page, "转交");
  await choose(page, "曾若谷");
  await looksRight(page);
  await go(page, "转交", "我在外地");
  await asked(page, "柳明溪").getByText("已转交").waitFor();
  await button(page, "同意").waitFor({ state: "detached" });
  await looksRight(page);

  const other = await open(people[1005], `/approvals/${id}?box=decided`);
  await asked(other, "柳明溪").getByText("我在外地").waitFor();
  await button(other, "拒绝").click();
  assert.equal(await button(window(other), "确认拒绝").isDisabled(), true, "whoever rejects says why");
  await button(window(other), "时间有冲突，请调整。").click();
  await go(other, "确认拒绝");
  await stateOf(other, "已拒绝").waitFor();
  await stateOf(page, "已拒绝").waitFor();
  await leave(page, other);
});

test("several are rejected together, and one that was withdrawn meanwhile is named", async () => {
  const all = [];
  for (const [number, reason] of [[1003, "探亲"], [1004, "体检"], [1003, "补牙"]]) all.push(await leaveOf(server, people[number], 1, reason));
  const page = await open(people[1002], "/approvals?template=leave");
  const rows = list(page, "待我审批").getByRole("listitem");
  await until(async () => (await rows.count()) === 3, "all to be listed");
  // The list stays as it was when it was looked at.
  const was = await as(people[1002], "GET", "/approvals?box=waiting&template=leave");
  const lists = (url) => url.pathname.endsWith("/api/v1/approvals");
  await page.route(lists, (route) => route.fulfill({ json: was }));
  await act(server, people[1004], all[1].id, "withdraw");

  await button(page, "批量审批").click();
  await button(page, "全选").click();
  await page.getByText("已选 3 项").waitFor();
  await button(page, "拒绝").click();
  const dialog = window(page);
  await dialog.getByRole("textbox", { name: /原因/ }).fill("月底盘点，请改期");
  await dialog.getByLabel("登录密码").fill(password);
  await button(dialog, "确认拒绝").click();
  await dialog.getByText("1 项没有处理成功").waitFor();
  assert.equal(await dialog.getByRole("listitem").count(), 1);
  await looksRight(page);
  await page.unroute(lists);
  await button(dialog, "知道了").click();
  await page.reload();
  await page.getByText("没有符合条件的审批").waitFor();
  const states = await Promise.all(all.map(async ({ id }) => (await as(people[1002], "GET", `/approvals/${id}`)).state));
  assert.deepEqual(states, ["rejected", "withdrawn", "rejected"]);
  await leave(page);
});

test("on a phone a colleague is let act for whole days, and the list says which", async () => {
  const page = await open(people[1001], "/approvals/delegations", { viewport: phone });
  await button(page, "设置代理").click();
  await choose(page, "曾若谷");
  await window(page).getByLabel("开始日期").fill("2031-03-03");
  await window(page).getByLabel(/^结束日期/).fill("2031-03-07");
  await looksRight(page);
  await go(page, "保存");
  const row = list(page, "我委托的").getByRole("listitem");
  const days = row.getByText("2031-03-03 至 2031-03-07（含当天）");
  await days.waitFor();
  assert.equal(await days.evaluate((el) => el.getClientRects().length && el.clientHeight), 20, "on one line");
  await looksRight(page);
  await button(row, "收回代理").click();
  await button(window(page), "收回代理").click();
  await row.getByText("已收回").waitFor();
  await leave(page);
});

test("administrators see how long each kind takes, and narrow it by days", async () => {
  const { id } = await leaveOf(server, people[1003], 1, "探亲");
  await act(server, people[1002], id, "reject", { text: "月底盘点" });
  const page = await open(admin, "/admin/approvals");
  const kind = page.getByRole("region", { name: "请假", exact: true });
  const rejected = kind.getByText(/拒绝 [1-9]/);
  await rejected.waitFor();
  await page.getByRole("region", { name: "审批人" }).first().getByText("柳明溪").waitFor();
  await page.getByLabel("申请时间从").fill("2020-01-01");
  await page.getByLabel("到", { exact: true }).fill("2020-12-31");
  await rejected.waitFor({ state: "detached" });
  await looksRight(page);
  await leave(page);
});
