// What people do with each other's messages, at a desk and on a phone.
// covers: MSG-02, MSG-03, MSG-04
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, openBrowser, overflows, phone, rawKeys, still } from "./lib/browser.mjs";
import { box, button, direct, group, leave, log, message, openChat, post, row, say } from "./lib/chat.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, people, ming, yuan, man;

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
  [ming, yuan, man] = [people[1002], people[1003], people[1004]];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The menu of a message: right button at a desk, a held finger on a phone. */
async function act(page, text, name) {
  await message(page, text).click({ button: "right" });
  await page.getByRole("menuitem", { name, exact: true }).click();
}

const desk = (person, id) => openChat(browser, server, person, id);
const hand = (person, id) => openChat(browser, server, person, id, { viewport: phone });
const last = async (person, id) => (await api(server, person.token, "GET", `/conversations/${id}/messages?limit=1`)).items[0];

test("an answer quotes what it answers, leads there, and forgets it when it is recalled", async () => {
  const { id } = await group(server, ming, "引用", [yuan]);
  const asked = await post(server, ming, id, "标定数据放在哪个目录？");
  for (let i = 0; i < 40; i++) await post(server, ming, id, `第 ${i} 行`);
  const page = await hand(yuan, id);
  await page.goto(`/messages/${id}?seq=${asked.seq}`);
  await act(page, "标定数据放在哪个目录？", "回复");
  await say(page, "放在共享盘的标定目录");
  const there = await desk(ming, id);
  const quote = there.getByRole("button", { name: "查看 你 的原消息" });
  await quote.getByText("标定数据放在哪个目录？").waitFor();
  await quote.click();
  await log(there).locator("[data-seq]", { hasText: "标定数据放在哪个目录？" }).first().waitFor();
  await api(server, ming.token, "POST", `/conversations/${id}/messages/${asked.seq}/recall`);
  await page.goto(`/messages/${id}`);
  await page.getByText("原消息已撤回").waitFor();
  assert.equal((await last(yuan, id)).quoted.excerpt, "");
  await leave(page, there);
});

/** A finger on a message: down, along the way, up. */
async function finger(page, text, way, hold = false) {
  const at = await message(page, text).boundingBox();
  const [x, y] = [at.x + at.width / 2, at.y + at.height / 2];
  const cdp = await page.context().newCDPSession(page);
  const touch = (type, dx) => cdp.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: x + dx, y }] });
  await touch("touchStart", 0);
  if (hold) await page.getByRole("menu").waitFor();
  for (const dx of way) await touch("touchMove", dx);
  await touch("touchEnd", 0);
}

test("on a phone a message is answered by pushing it aside, and a held finger opens its menu", async () => {
  const { id } = await group(server, ming, "手指", [yuan]);
  await post(server, ming, id, "谁去现场？");
  const page = await hand(yuan, id);
  await message(page, "谁去现场？").waitFor();
  await finger(page, "谁去现场？", [-12, -24, -40, -56, -70]);
  await page.getByRole("button", { name: "取消回复" }).waitFor();
  await say(page, "我去");
  await until(async () => (await last(yuan, id)).quotes_seq !== null, "the answer to quote");
  await finger(page, "谁去现场？", [-6, -12, -20]);
  await finger(page, "谁去现场？", [], true);
  await page.getByRole("menuitem", { name: "回复", exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: "取消回复" }).count(), 0, "a short push does nothing");
  await leave(page);
});

test("a thread gathers its answers, and nobody misses one", async () => {
  const { id } = await group(server, ming, "话题", [yuan]);
  await post(server, ming, id, "夹具改动谁来画？");
  const [a, b] = await Promise.all([desk(ming, id), desk(yuan, id)]);
  await act(b, "夹具改动谁来画？", "在话题中回复");
  const panel = b.getByRole("complementary", { name: "话题" });
  await panel.getByRole("textbox").fill("我来画，周三给图");
  await panel.getByRole("textbox").press("Enter");
  await panel.getByText("我来画，周三给图").waitFor();
  await message(a, "我来画，周三给图").waitFor();
  await a.getByRole("button", { name: /1 条回复/ }).click();
  await a.getByRole("complementary", { name: "话题" }).getByText("我来画，周三给图").waitFor();
  await still(a);
  assert.deepEqual(await axe(a), []);
  await leave(a, b);
});

test("a reaction is seen by all, and taken back by whoever set it", async () => {
  const { id } = await group(server, ming, "表情", [yuan]);
  await post(server, ming, id, "样机过了！");
  const [a, b] = await Promise.all([desk(ming, id), hand(yuan, id)]);
  await message(b, "样机过了！").click({ button: "right" });
  await b.getByRole("menu").getByRole("menuitem", { name: /^回应/ }).or(b.getByRole("menuitemcheckbox", { name: /^回应/ })).first().click();
  const chip = (page) => log(page).getByRole("button", { name: /👍 1 人/ });
  await chip(a).waitFor();
  await chip(a).click();
  await log(b).getByRole("button", { name: /👍 2 人/ }).waitFor();
  await log(b).getByRole("button", { name: /👍 2 人/ }).click();
  await chip(a).waitFor();
  assert.deepEqual((await last(ming, id)).reactions.map((r) => [r.emoji, r.count, r.account_ids]), [["👍", 1, [ming.id]]]);
  await leave(a, b);
});

test("what is pinned stands above the messages for everybody", async () => {
  const { id } = await group(server, ming, "置顶", [yuan]);
  await post(server, ming, id, "评审改到周四 14:00");
  const [a, b] = await Promise.all([desk(ming, id), hand(yuan, id)]);
  await act(a, "评审改到周四 14:00", "置顶");
  const bar = b.getByRole("region", { name: "置顶消息" });
  await bar.getByText("评审改到周四 14:00").waitFor();
  await act(a, "评审改到周四 14:00", "取消置顶");
  await bar.waitFor({ state: "detached" });
  await leave(a, b);
});

test("stars, the list for later, and mentions bring one back to the place", async () => {
  const { id } = await group(server, ming, "收集", [yuan]);
  await post(server, ming, id, "样品清单第三版");
  await post(server, ming, id, "回客户邮件");
  await api(server, ming.token, "POST", `/conversations/${id}/messages`, { client_id: crypto.randomUUID(),
    content: { type: "text", nodes: [{ type: "mention", account_id: yuan.id, name: yuan.name }, { type: "text", text: " 看一下曲线" }] } });
  const page = await desk(yuan, id);
  await act(page, "样品清单第三版", "标星");
  await act(page, "回客户邮件", "稍后处理");
  const dialog = page.getByRole("dialog", { name: "稍后处理" });
  await dialog.getByText("明天 9:00").click();
  await dialog.getByRole("textbox", { name: "备注" }).fill("带上报价");
  await dialog.getByRole("button", { name: "加入稍后处理" }).click();
  await dialog.waitFor({ state: "detached" });

  for (const [part, text] of [["stars", "样品清单第三版"], ["mentions", "看一下曲线"], ["later", "回客户邮件"]]) {
    await page.goto(`/collected/${part}`);
    await page.getByText(text).first().waitFor();
    await still(page);
    assert.deepEqual(await axe(page), [], part);
    assert.deepEqual(await rawKeys(page), [], part);
  }
  await page.getByText("带上报价").waitFor();
  await page.getByRole("button", { name: "完成", exact: true }).click();
  await page.getByText("没有待处理的消息").waitFor();
  await page.goto("/collected/stars");
  await page.getByText("样品清单第三版").first().click();
  await page.waitForURL(new RegExp(id));
  await message(page, "样品清单第三版").waitFor();

  await api(server, ming.token, "DELETE", `/conversations/${id}/members/${yuan.id}`);
  await page.goto("/collected/stars");
  await page.getByText("这条消息已不可见").waitFor();
  assert.equal(await page.getByText("样品清单第三版").count(), 0, "who is out sees nothing of it");
  await leave(page);
});

test("a receipt is asked for, given, counted and reminded of", async () => {
  const { id } = await group(server, ming, "回执", [yuan, man]);
  const [a, b] = await Promise.all([desk(ming, id), hand(yuan, id)]);
  await button(a, "请求回执").click();
  await a.getByText("请对方确认收到").click();
  await say(a, "明早 8:30 之前关掉三号炉");
  await message(b, "明早 8:30 之前关掉三号炉").waitFor();
  await log(b).getByRole("button", { name: "确认收到" }).click();
  await log(b).getByText(/你已确认/).waitFor();
  await log(a).getByText("1/2 已确认").click();
  const dialog = a.getByRole("dialog", { name: "回执详情" });
  await dialog.getByText("高远舟").waitFor();
  await dialog.getByText(/未确认 1/).click();
  await dialog.getByText("单小满").waitFor();
  await dialog.getByRole("button", { name: "提醒未确认的人" }).click();
  await a.getByText("已提醒 1 人").waitFor();
  await dialog.getByRole("button", { name: "提醒未确认的人" }).click();
  await a.getByText(/每 5 分钟只能提醒一次/).waitFor();
  await still(a);
  assert.deepEqual(await axe(a), []);
  await leave(a, b);
});

test("messages are passed on one by one or as a record, to people and groups", async () => {
  const { id } = await group(server, ming, "来源", [yuan]);
  const target = await group(server, yuan, "去处", [man]);
  for (const words of ["第一句", "第二句", "第三句"]) await post(server, ming, id, words);
  const page = await desk(yuan, id);
  await act(page, "第一句", "多选");
  for (const words of ["第二句", "第三句"]) await log(page).locator("[data-seq]", { hasText: words }).locator("label").click();
  await page.getByText("已选 3 条").waitFor();
  await page.getByRole("toolbar", { name: "所选消息的操作" }).getByRole("button", { name: "合并转发" }).click();
  const dialog = page.getByRole("dialog", { name: "转发消息" });
  await dialog.getByText("去处").click();
  await dialog.getByRole("textbox", { name: "留言" }).fill("给你们看看");
  await dialog.getByRole("button", { name: /转发给 1 个会话/ }).click();
  await page.getByText("已转发给 1 个会话").waitFor();

  const there = await hand(man, target.id);
  await message(there, "给你们看看").waitFor();
  await log(there).getByRole("button", { name: /打开聊天记录/ }).click();
  const record = there.getByRole("dialog").last();
  for (const words of ["第一句", "第二句", "第三句"]) await record.getByText(words).first().waitFor();
  assert.equal(await overflows(there), false);
  const sent = (await api(server, man.token, "GET", `/conversations/${target.id}/messages?limit=5`)).items;
  assert.deepEqual(sent.find((m) => m.kind === "record")?.content.items.map((i) => i.content.nodes[0].text), ["第一句", "第二句", "第三句"]);

  await act(page, "第二句", "转发");
  await dialog.getByText("去处").click();
  await dialog.getByRole("button", { name: /转发给 1 个会话/ }).click();
  await until(async () => (await last(man, target.id)).content?.nodes?.[0]?.text === "第二句", "the single message to arrive");
  await leave(page, there);
});

test("formatting is written with the keyboard and read as meant", async () => {
  const { id } = await direct(server, ming, yuan);
  const [a, b] = await Promise.all([desk(ming, id), hand(yuan, id)]);
  await say(a, "**零点漂移**减半，见 [报告](https://example.com/r)，命令是 `make run`");
  await log(b).locator("strong", { hasText: "零点漂移" }).waitFor();
  await log(b).locator("code", { hasText: "make run" }).waitFor();
  const link = log(b).getByRole("link", { name: /报告/ });
  assert.equal(await link.getAttribute("href"), "https://example.com/r");
  assert.match(await link.getAttribute("rel"), /noopener/);
  await box(a).fill("```go\nfmt.Println(1)\n```");
  await box(a).press("Enter");
  await log(b).locator("pre", { hasText: "fmt.Println(1)" }).waitFor();
  await leave(a, b);
});
