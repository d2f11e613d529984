// Approvals from the application to what follows by itself: three people, at a desk and on a phone, in the lists and in a conversation.
// covers: APV-01, APV-04
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { apply, leave as leaveOf } from "./lib/approvals.mjs";
import { axe, cutOff, newPage, openBrowser, overflows, phone, still } from "./lib/browser.mjs";
import { button, leave, openChat, row } from "./lib/chat.mjs";
import { api, password, startCompany, until } from "./lib/server.mjs";

let server, browser, admin, people, departments;

before(async () => {
  let token;
  [{ server, people, admin: token }, browser] = await Promise.all([startCompany(), openBrowser()]);
  admin = { token };
  departments = Object.fromEntries((await as(admin, "GET", "/departments")).items.map((d) => [d.name, d.id]));
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
const list = (page, name) => page.getByRole("list", { name, exact: true });
const line = (page) => page.getByRole("region", { name: "审批流程" });
const stateOf = (page, words) => page.getByRole("article").locator("header").getByText(words, { exact: true });

/** Sends what the window of an act says, with the password where it asks for one: it holds for a while. */
async function confirm(page, go, words) {
  const dialog = page.getByRole("dialog");
  await button(dialog, go).waitFor(); // all of the window comes at once
  if (words) await dialog.getByRole("textbox", { name: /审批意见|原因|说明/ }).fill(words);
  const field = dialog.getByLabel("登录密码");
  if ((await field.count()) > 0) await field.fill(password);
  await button(dialog, go).click();
  await dialog.waitFor({ state: "detached" });
}

test("a leave is applied for by its form, somebody is added, both agree, and the applicant sees each step as it is taken", async () => {
  const own = await open(people[1003], "/approvals");
  await button(own, "发起审批").click();
  await own.getByRole("link", { name: /^请假/ }).first().click();
  await own.getByLabel("类型", { exact: true }).selectOption({ label: "年假" });
  await own.getByLabel("开始日期").fill("2026-12-01");
  await own.getByLabel("结束日期").fill("2026-12-02");
  await own.getByLabel("事由").fill("回老家办事");
  await own.getByRole("complementary", { name: /流程/ }).getByText("柳明溪").waitFor();
  await button(own, "提交审批").click();
  await stateOf(own, "审批中").waitFor();
  assert.equal(await button(own, "同意").count(), 0, "nobody decides on what they applied for");

  const head = await open(people[1002], "/approvals");
  await list(head, "待我审批").getByRole("link", { name: /请假/ }).click();
  await head.getByText("回老家办事").first().waitFor();
  await button(head, "更多").last().click();
  await head.getByRole("menuitem", { name: "加签" }).click();
  const dialog = head.getByRole("dialog");
  await button(dialog, "选择人员").click();
  const picker = head.getByRole("dialog", { name: "加签人" });
  await picker.getByRole("combobox").fill("沈知远");
  await picker.getByRole("option", { name: /沈知远/ }).click();
  await button(picker, "确定（1）").click();
  await dialog.getByText("后加签", { exact: true }).click();
  await button(dialog, "加签").click();
  await dialog.waitFor({ state: "detached" });

  await button(head, "同意").click();
  await button(dialog, "情况属实，同意。").click();
  await dialog.getByLabel("登录密码").fill("not it");
  await button(dialog, "确认同意").click();
  await dialog.getByRole("alert").waitFor();
  await confirm(head, "确认同意");
  await line(own).getByText("情况属实，同意。").waitFor();

  // The director has it now, and a sign at the rail says so.
  const director = await open(people[1001], "/approvals");
  await director.getByRole("link", { name: /审批.*1 项待你审批/ }).waitFor();
  await list(director, "待我审批").getByRole("link", { name: /请假/ }).click();
  await line(director).getByText("后加签").waitFor();
  await button(director, "同意").click();
  await confirm(director, "确认同意", "准");
  await stateOf(director, "已通过").waitFor();
  await stateOf(own, "已通过").waitFor();
  await line(own).getByText("准", { exact: true }).waitFor();
  await director.getByText("没有待你审批的事项").waitFor();
  await director.getByRole("tab", { name: "我已审批" }).click();
  await list(director, "我已审批").getByRole("link", { name: /请假/ }).waitFor();
  await leave(own, head, director);
});

test("a collaboration request goes from one head to the next, comes back for a word, and goes on", async () => {
  const [research, sales] = [departments.研发部, departments.销售部];
  const { id } = await apply(server, people[1004], "collaboration", {
    department: research, description: "样机联调", departments: [research, sales], contact: people[1004].id,
    work: [{ who: research, what: "标定", by: "2026-12-01" }, { who: sales, what: "约客户", by: "2026-12-08" }] });
  const second = await open(people[1005], "/approvals");
  await second.getByText("没有待你审批的事项").waitFor();
  const first = await open(people[1002], `/approvals/${id}`);
  await first.getByText("约客户").waitFor();
  await button(first, "同意").click();
  await confirm(first, "确认同意");

  await list(second, "待我审批").getByRole("link", { name: /跨部门协作需求/ }).click();
  await button(second, "更多").last().click();
  await second.getByRole("menuitem", { name: "退回" }).click();
  const dialog = second.getByRole("dialog");
  assert.equal(await button(dialog, "退回").isDisabled(), true, "whoever returns something says why");
  await confirm(second, "退回", "日期请再提前一天");

  const own = await open(people[1004], `/approvals/${id}?box=mine`);
  await stateOf(own, "已退回").waitFor();
  await line(own).getByText("日期请再提前一天").waitFor();
  await button(own, "修改后重新提交").click();
  await confirm(own, "提交");
  await stateOf(own, "审批中").waitFor();

  // It went straight back to the step, in which the heads confirm in turn.
  await button(first, "同意").click();
  await confirm(first, "确认同意");
  await button(second, "同意").click();
  await confirm(second, "确认同意");
  await stateOf(own, "已通过").waitFor();
  await leave(first, second, own);
});

test("on a phone what waits is decided from its card in the conversation, and others see nothing of it", async () => {
  const { id } = await leaveOf(server, people[1003], 1, "体检");
  const page = await open(people[1002], "/messages", { viewport: phone });
  await row(page, /高远舟/).getByText("[审批] 请假 · 高远舟").waitFor();
  await row(page, /高远舟/).click();
  const card = page.locator(`[data-approval="${id}"]`);
  await card.getByText("审批 · 等待你处理").waitFor();
  await card.getByText("体检").waitFor();
  await still(page);
  assert.equal(await overflows(page), false);
  assert.deepEqual(await cutOff(page), []);
  assert.deepEqual(await axe(page), []);
  await button(card, "同意").click();
  await confirm(page, "确认同意");
  await card.getByText("已通过").waitFor();
  assert.equal(await button(card, "同意").count(), 0);
  await button(card, "查看").click();
  await page.waitForURL(`**/approvals/${id}`);
  await stateOf(page, "已通过").waitFor();

  // A forward shows whom it reaches what they may see: nothing.
  const { id: from } = await as(people[1002], "POST", "/conversations/direct", { account_id: people[1003].id });
  const { items } = await as(people[1002], "GET", `/conversations/${from}/messages?limit=50`);
  const { seq } = items.findLast((m) => m.kind === "card");
  const { items: [there] } = await as(people[1002], "POST", "/messages/forward", {
    from: { conversation_id: from, seqs: [seq] }, to: [{ account_id: people[1006].id }], mode: "each", client_ids: [crypto.randomUUID()] });
  const other = await openChat(browser, server, people[1006], there.conversation_id);
  await other.getByText("你没有参与这项审批，看不到内容。").waitFor();
  assert.equal(await other.getByText("体检").count(), 0);
  await leave(page, other);
});

test("several are decided together with one password; what needs more is decided by itself", async () => {
  const all = [await leaveOf(server, people[1003], 1, "甲"), await leaveOf(server, people[1004], 1, "乙")];
  const page = await open(people[1002], "/approvals");
  const rows = list(page, "待我审批").getByRole("listitem");
  await until(async () => (await rows.count()) === 2, "both to be listed");
  await button(page, "批量审批").click();
  await button(page, "全选").click();
  await page.getByText("已选 2 项").waitFor();
  await button(page, "同意").click();
  await confirm(page, "确认同意");
  await page.getByText("没有待你审批的事项").waitFor();
  for (const { id } of all) assert.equal((await as(people[1002], "GET", `/approvals/${id}`)).state, "approved");
  await leave(page);
});

test("who applied urges, takes it back, and finds it by a word and by its state", async () => {
  const { id } = await leaveOf(server, people[1006], 2, "搬家");
  const page = await open(people[1006], "/approvals?box=mine");
  await list(page, "我发起的").getByRole("link", { name: /请假/ }).click();
  await button(page, "催办").click();
  await page.getByText("已催办").waitFor();
  await button(page, "更多").last().click();
  await page.getByRole("menuitem", { name: "撤回申请" }).click();
  await confirm(page, "撤回");
  await stateOf(page, "已撤回").waitFor();
  await button(page, "筛选").click();
  await page.getByLabel("状态").selectOption("approved");
  await page.getByText("没有符合条件的审批").waitFor();
  await page.getByLabel("状态").selectOption("withdrawn");
  await page.getByRole("textbox", { name: "搜索标题、编号、申请人" }).fill("唐一诺");
  await list(page, "我发起的").getByRole("link", { name: /请假/ }).waitFor();
  assert.equal(new URL(page.url()).pathname, `/approvals/${id}`, "what is open stays open");
  await leave(page);
});

test("a search of a long past goes on by itself for a while, and then as often as one asks", async () => {
  const page = await newPage(browser, server, { person: people[1006] });
  let farthest = 0;
  // As a list of tens of thousands answers: what was taken back above is in its twelfth part.
  await page.route((url) => url.pathname === "/api/v1/approvals" && url.searchParams.get("q") === "搬家", async (route) => {
    const url = new URL(route.request().url());
    const part = Number(url.searchParams.get("cursor") ?? 0) + 1;
    farthest = Math.max(farthest, part);
    if (part === 12) return route.fulfill({ response: await route.fetch({ url: url.href.replace(/&cursor=\d+/, "") }) });
    await route.fulfill({ json: { items: [], next_cursor: String(part), looked_back_to: Date.UTC(2026, 0, 31 - part) * 1000 } });
  });
  const back = (day) => page.getByText(`已查到 ${day}，还没有符合条件的审批`).waitFor();
  await page.goto("/approvals?box=mine&q=搬家");
  await back("2026-01-21");
  assert.equal(farthest, 10);
  await button(page, "继续查找").click();
  await back("2026-01-20");
  assert.deepEqual(await axe(page), []);
  await button(page, "继续查找").click();
  await list(page, "我发起的").getByRole("link", { name: /请假/ }).waitFor();
  await leave(page);
});

test("who is away lets a colleague decide, whose name then stands beside theirs", async () => {
  const page = await open(people[1005], "/approvals/delegations");
  await button(page, "设置代理").click();
  const dialog = page.getByRole("dialog", { name: "设置代理" });
  await button(dialog, "选择人员").click();
  await page.getByRole("combobox").fill("柳明溪");
  await page.getByRole("option", { name: /柳明溪/ }).click();
  await dialog.getByLabel("原因（选填）").fill("出差");
  await button(dialog, "保存").click();
  await dialog.waitFor({ state: "detached" });
  await list(page, "我委托的").getByText("出差").waitFor();

  const { id } = await leaveOf(server, people[1006], 1, "看病");
  const deputy = await open(people[1002], `/approvals/${id}`);
  await deputy.getByText("你代 曾若谷 审批").waitFor();
  await button(deputy, "同意").click();
  await confirm(deputy, "确认同意");
  await line(deputy).getByText("代 曾若谷").waitFor();
  await stateOf(deputy, "已通过").waitFor();

  await button(page, "收回代理").click();
  await button(page.getByRole("dialog"), "收回代理").click();
  await list(page, "我委托的").getByText("已收回").waitFor();
  await leave(page, deputy);
});

test("whoever is back before their leave is over ends it, and everybody sees it at once", async () => {
  const [who, head] = [people[1005], people[1001]]; // nobody else applies for leave of theirs
  const day = (n) => new Date(Date.now() + n * 86_400_000).toLocaleDateString("sv", { timeZone: "Asia/Shanghai" });
  const granted = async (from, to, reason) => {
    const { id } = await apply(server, who, "leave", { kind: "annual", span: { from: day(from), to: day(to) }, reason });
    const a = await as(head, "GET", `/approvals/${id}`);
    await as(head, "POST", `/approvals/${id}/acts`, { kind: "approve", task_id: a.mine.tasks[0].id, version: a.version, confirm: { password } });
    return id;
  };
  const id = await granted(-1, 1, "装修");
  const { id: talk } = await as(head, "POST", "/conversations/direct", { account_id: who.id });
  const page = await openChat(browser, server, head, talk);
  await page.getByText(/^请假 · 销售部/).waitFor();

  const own = await open(who, `/approvals/${id}?box=mine`);
  await button(own, "销假").click();
  const dialog = own.getByRole("dialog");
  await dialog.getByText(/立即恢复在岗/).waitFor();
  await still(own);
  assert.deepEqual(await axe(own), []);
  await confirm(own, "确认销假", "提前完工");
  await own.getByText(/^申请人已于 .* 提前结束$/).waitFor();
  await button(own, "销假").waitFor({ state: "detached" });
  await page.getByText(/^(在线|离开|离线) · 销售部/).waitFor();

  // Who agreed is told, and reads why.
  await page.goto("/approvals?box=copied");
  await list(page, "抄送我的").getByRole("link", { name: /请假.*已提前结束/ }).click();
  await stateOf(page, "已通过").waitFor();
  await page.getByText("提前完工", { exact: true }).waitFor();
  await page.getByText(/^全部记录/).click();
  await page.getByText("曾若谷 销假：提前完工").waitFor();

  // What has not begun is called off, on a phone.
  const later = await granted(20, 21, "旅行");
  const hand = await open(who, `/approvals/${later}?box=mine`, { viewport: phone });
  await button(hand, "销假").click();
  await hand.getByRole("dialog").getByText(/这次休假就取消/).waitFor();
  await still(hand);
  assert.equal(await overflows(hand), false);
  assert.deepEqual(await cutOff(hand), []);
  await confirm(hand, "确认销假");
  await hand.getByText(/^申请人已于 .* 提前结束$/).waitFor();
  await leave(own, page, hand);
});

test("what others do while a page still loads is shown on it", async () => {
  const { id } = await leaveOf(server, people[1003], 1, "补牙");
  const as1002 = (body) => as(people[1002], "POST", `/approvals/${id}/acts`, body);
  const page = await newPage(browser, server, { person: people[1003] });
  const heard = [];
  page.on("websocket", (ws) => ws.on("framereceived", ({ payload }) => heard.push(payload)));
  const told = () => heard.filter((frame) => frame.includes("approval.changed") && frame.includes(id)).length;
  // The first answer comes behind the news, and what the shell fetches when it has time never does.
  let held, release;
  const holding = new Promise((done) => { held = done; });
  const released = new Promise((done) => { release = done; });
  await page.route(/\/assets\/watch-/, () => {});
  await page.route(`**/api/v1/approvals/${id}`, async (route) => {
    const response = await route.fetch();
    held();
    await released;
    await route.fulfill({ response });
  }, { times: 1 });
  await page.goto(`/approvals/${id}`);
  await holding;
  await until(() => heard.some((frame) => frame.includes("hello")), "the line");
  const before = await as(people[1002], "GET", `/approvals/${id}`);
  await as1002({ kind: "comment", version: before.version, text: "先交接一下" });
  await until(() => told() === 1, "the news");
  release();
  await page.getByText("先交接一下").first().waitFor();

  await as1002({ kind: "approve", task_id: before.mine.tasks[0].id, version: before.version, text: "好", confirm: { password } });
  await stateOf(page, "已通过").waitFor();
  await line(page).getByText("好", { exact: true }).waitFor();
  await leave(page);
});

test("a change of a rule is asked for on its page, decided as an approval, and holds", async () => {
  await as(admin, "PUT", `/admin/people/${people[1001].id}/roles`, { roles: ["admin"], reason: "confirms what another asks for" });
  const asks = await open(admin, "/admin/rules/messaging.recall_window");
  await button(asks, "申请变更").click();
  const dialog = asks.getByRole("dialog");
  await dialog.getByLabel("取值", { exact: true }).fill("5");
  await dialog.getByLabel("变更原因").fill("两分钟太短");
  await button(dialog, "提交申请").click();
  await dialog.waitFor({ state: "detached" });

  const decides = await open(people[1001], "/approvals");
  await list(decides, "待我审批").getByRole("link", { name: /规则变更/ }).click();
  await decides.getByText("两分钟太短").first().waitFor();
  await button(decides, "同意").click();
  await confirm(decides, "确认同意");
  await decides.getByText(/^已执行：/).waitFor();
  const { values } = await as(admin, "GET", "/rules/messaging.recall_window");
  assert.deepEqual(values.map((v) => v.value), [300]);
  await asks.getByRole("heading", { name: /^消息发出后 5/ }).waitFor();
  await leave(asks, decides);
});
