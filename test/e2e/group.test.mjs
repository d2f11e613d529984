// A group as its people use it: made, renamed, joined, left, mentioned in.
// covers: MSG-01, MSG-03
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser } from "./lib/browser.mjs";
import { box, button, group, leave, log, message, openChat, post, row, say } from "./lib/chat.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, people;

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const info = (page) => page.getByRole("complementary", { name: "会话信息" });

async function pick(page, typed, name) {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").fill(typed);
  await dialog.getByRole("option", { name }).click();
}

test("a group is made, joined without its past, and lost at once by whoever is removed", async () => {
  const ming = await newPage(browser, server, { person: people[1002] });
  const man = await newPage(browser, server, { person: people[1004] });
  await man.goto("/messages");
  await man.getByText("还没有会话").waitFor();
  await ming.goto("/messages");
  await button(ming, "新建").click();
  await ming.getByRole("menuitem", { name: "发起群聊" }).click();
  await button(ming, "创建群聊").click();
  await ming.getByText("请填写群名称").waitFor();
  await ming.getByText("请至少选择 1 名成员").waitFor();
  await ming.getByLabel("群名称").fill("样机评审");
  await pick(ming, "gyz", /高远舟/);
  await button(ming, "创建群聊").click();
  await ming.waitForURL(/\/messages\/.+/);
  await say(ming, "只给最初的人看");
  await message(ming, "只给最初的人看").waitFor();

  await button(info(ming), "添加成员").click();
  await pick(ming, "1004", /单小满/);
  await button(ming.getByRole("dialog"), "添加 1 人").click();
  await log(ming).getByText("柳明溪 邀请 单小满 加入群聊").waitFor();
  await row(man, "样机评审").click();
  await log(man).getByText("仅显示你入群之后的消息").waitFor();
  assert.equal(await log(man).getByText("只给最初的人看").count(), 0, "what was said before stays among those who were there");
  await say(ming, "欢迎小满");
  await message(man, "欢迎小满").waitFor();

  await info(ming).getByRole("button", { name: "移出群聊 单小满" }).click();
  await button(ming.getByRole("dialog"), "移出群聊").click();
  await man.getByText("你已不在这个会话中，或它不存在").waitFor();
  await until(async () => (await row(man, "样机评审").count()) === 0, "the row to go");
  assert.equal(await man.getByText("欢迎小满").count(), 0, "nothing of it stays on the page");
  await log(ming).getByText("柳明溪 将 单小满 移出群聊").waitFor();
  await leave(ming, man);
});

test("renaming reaches everybody, and whoever leaves is gone", async () => {
  const { id } = await group(server, people[1002], "旧名字", [people[1003], people[1005]]);
  const [ming, yuan] = await Promise.all([1002, 1003].map((n) => openChat(browser, server, people[n], id)));
  assert.equal(await button(yuan, "修改群名称").count(), 0, "only who may rename is offered it");
  await button(ming, "修改群名称").click();
  await ming.getByRole("textbox", { name: "群名称" }).fill("华东项目 2026");
  await button(ming.getByRole("dialog"), "保存").click();
  await yuan.getByRole("heading", { level: 1, name: /华东项目 2026/ }).waitFor();
  await log(yuan).getByText("柳明溪 将群名称改为“华东项目 2026”").waitFor();
  await button(yuan, "退出群聊").click();
  await button(yuan.getByRole("dialog"), "退出群聊").click();
  await yuan.waitForURL(/\/messages$/);
  await until(async () => (await row(yuan, /华东项目/).count()) === 0, "the row to go");
  await log(ming).getByText("高远舟 退出了群聊").waitFor();
  await leave(ming, yuan);
});

test("a pinned conversation stays on top; a muted one asks for nothing unless one is mentioned", async () => {
  const quiet = await group(server, people[1005], "午餐", [people[1006]]);
  const loud = await group(server, people[1005], "客户验收", [people[1006]]);
  const page = await newPage(browser, server, { person: people[1006] });
  await page.goto("/messages");
  const first = () => page.getByRole("list", { name: "会话列表" }).getByRole("listitem").first().innerText();
  await row(page, "午餐").click({ button: "right" });
  await page.getByRole("menuitem", { name: "置顶" }).click();
  await until(async () => (await first()).includes("午餐"), "the pinned row on top");
  await row(page, "午餐").click({ button: "right" });
  await page.getByRole("menuitem", { name: "消息免打扰" }).click();
  await row(page, "午餐").getByLabel("已免打扰").waitFor();
  const before = await page.title();
  await post(server, people[1005], loud.id, "一");
  await until(async () => (await page.title()) !== before, "the title to count");
  const counted = await page.title();
  await post(server, people[1005], quiet.id, "今天吃面");
  await row(page, "午餐").getByText("今天吃面").waitFor();
  assert.equal(await page.title(), counted, "a muted conversation does not count");
  assert.match(await first(), /午餐/);
  await api(server, people[1005].token, "POST", `/conversations/${quiet.id}/messages`, { client_id: crypto.randomUUID(),
    content: { type: "text", nodes: [{ type: "mention", account_id: people[1006].id, name: "唐一诺" }, { type: "text", text: " 来吗" }] } });
  await row(page, "午餐").getByText("[有人@我]").waitFor();
  await until(async () => (await page.title()) !== counted, "the mention to count");
  await leave(page);
});

test("a person is mentioned by pinyin; everybody only by who owns the group", async () => {
  const { id } = await group(server, people[1002], "标定", [people[1003], people[1004]]);
  const [ming, yuan] = await Promise.all([1002, 1003].map((n) => openChat(browser, server, people[n], id)));
  const man = await newPage(browser, server, { person: people[1004] });
  await man.goto("/messages");
  await box(yuan).pressSequentially("@");
  const offered = yuan.getByRole("listbox", { name: "提及同事" });
  await offered.getByRole("option", { name: /单小满/ }).waitFor();
  assert.equal(await offered.getByRole("option", { name: /所有人/ }).count(), 0, "a member cannot call everybody");
  await box(yuan).pressSequentially("sxm");
  await until(async () => (await offered.getByRole("option").count()) === 1, "the one meant");
  await box(yuan).press("Enter");
  await box(yuan).pressSequentially("零点漂移看一下");
  await box(yuan).press("Enter");
  await row(man, "标定").getByText("[有人@我]").waitFor();
  await button(man, "@我").click();
  await row(man, "标定").click();
  await message(man, "零点漂移看一下").waitFor();
  assert.equal(await log(man).getByText("@单小满").count(), 1);

  await box(ming).pressSequentially("@");
  await ming.getByRole("option", { name: /所有人/ }).click();
  await box(ming).pressSequentially("下午三点开会");
  await box(ming).press("Enter");
  await message(yuan, "@所有人").waitFor();
  const refused = api(server, people[1003].token, "POST", `/conversations/${id}/messages`, { client_id: crypto.randomUUID(),
    content: { type: "text", nodes: [{ type: "mention_all" }] } });
  await assert.rejects(refused, / 403 /, "nor does the server let a member call everybody");
  await leave(ming, yuan, man);
});

test("markup in the name of a group or in a message is text, and nothing of it runs", async () => {
  const evil = "<img src=x onerror=\"document.title='ran'\">";
  const { id } = await group(server, people[1002], evil, [people[1003]]);
  await api(server, people[1002].token, "PATCH", `/conversations/${id}`, { name: `${evil}!` });
  const [ming, yuan] = await Promise.all([1002, 1003].map((n) => openChat(browser, server, people[n], id)));
  for (const words of [evil, "<script>document.title='ran'</script>", "[x](javascript:alert(1)) javascript:alert(1)", "&lt;b&gt; &amp;"]) {
    await say(ming, words);
    await message(yuan, words).waitFor();
  }
  await yuan.getByRole("heading", { level: 1 }).getByText(`${evil}!`).waitFor();
  assert.equal(await yuan.locator("img, script:not([src]), a[href^='javascript']").count(), 0);
  for (const page of [ming, yuan]) assert.doesNotMatch(await page.title(), /ran/);
  await leave(ming, yuan);
});
