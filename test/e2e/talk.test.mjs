// Two people in real browsers, as they talk.
// covers: MSG-01, MSG-02, MSG-03, MSG-04
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser, phone } from "./lib/browser.mjs";
import { box, log, message, openChat, say } from "./lib/chat.mjs";
import { api, changeRule, startCompany, until } from "./lib/server.mjs";

let server, browser, admin, people, group;

before(async () => {
  [{ server, admin, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
  group = await api(server, people[1002].token, "POST", "/conversations/groups", {
    name: "样机联调",
    member_ids: [people[1003].id, people[1004].id],
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = (person, options) => openChat(browser, server, person, group.id, options);

/** Waits until the box stands ready for editing or correcting. */
async function writing(page, banner) {
  await page.getByText(banner).first().waitFor();
  await until(() => box(page).evaluate((el) => el === document.activeElement), "the box to be in focus");
}

/** What the group holds, as the server knows it. */
const stored = (person) => api(server, person.token, "GET", `/conversations/${group.id}/messages?limit=200`).then((p) => p.items);

const texts = (items) => items.filter((m) => m.kind === "text" && m.content).map((m) => m.content.nodes.map((n) => n.text ?? `@${n.name}`).join(""));

test("what one writes the other reads at once, and the writer sees who has read", async () => {
  const [ming, yuan] = await Promise.all([open(people[1002]), open(people[1003])]);
  await say(ming, "样机今天下午到 🎉\n请留出工位");
  await log(yuan).getByText(/样机今天下午到 🎉\s+请留出工位/).waitFor();
  await ming.getByText("1 人已读").click();
  await ming.getByRole("dialog").getByText("高远舟").waitFor();
  assert.equal(await ming.getByRole("dialog").getByText("单小满").count(), 0, "who has not read stands in the other list");
  assert.deepEqual([...ming.faults, ...yuan.faults], []);
  await Promise.all([ming.context().close(), yuan.context().close()]);
});

test("a message recalled in time is gone for the other, and its writer may write it anew", async () => {
  const [ming, yuan] = await Promise.all([open(people[1002]), open(people[1003])]);
  await say(ming, "报价是 12800 元");
  await message(yuan, "报价是 12800 元").waitFor();
  await message(ming, "报价是 12800 元").click({ button: "right" });
  await ming.getByRole("menuitem", { name: /撤回/ }).click();
  await log(yuan).getByText("柳明溪 撤回了一条消息").waitFor();
  await until(async () => (await yuan.getByText(/12800/).count()) === 0, "the page to forget the text");
  await ming.getByRole("button", { name: "重新编辑" }).click();
  assert.equal(await box(ming).inputValue(), "报价是 12800 元");
  await box(ming).fill("");
  const others = await stored(people[1003]);
  assert.ok(!JSON.stringify(others).includes("12800"), "what is recalled is not given out");
  assert.deepEqual([...ming.faults, ...yuan.faults], []);
  await Promise.all([ming.context().close(), yuan.context().close()]);
});

test("a recall that comes too late is refused with its clause, and a linked correction is the way", async () => {
  await api(server, admin, "PUT", `/admin/people/${people[1004].id}/roles`, { roles: ["admin"], reason: "who confirms what another asks for" });
  await changeRule(server, admin, people[1004].token, "messaging.recall_window", {
    scope: { kind: "person", id: people[1002].id }, value: 1, until_at: (Date.now() + 86_400_000) * 1000, reason: "a window that a test can outlast" });
  const [ming, yuan] = await Promise.all([open(people[1002]), open(people[1003])]);
  await say(ming, "评审改到周三");
  await message(yuan, "评审改到周三").waitFor();
  const sent = (await stored(people[1002])).at(-1);
  await until(async () => {
    const [m] = (await stored(people[1002])).filter((x) => x.seq === sent.seq);
    return m.recallable_until_at === null || m.recallable_until_at < (await api(server, people[1002].token, "GET", "/session")).server_at;
  }, "the window to close");
  // The menu may have been open since before the window closed: the server has the last word.
  await assert.rejects(api(server, people[1002].token, "POST", `/conversations/${group.id}/messages/${sent.seq}/recall`), /message\.recall_expired.*企业沟通与协作管理制度/);
  await message(ming, "评审改到周三").click({ button: "right" });
  await ming.getByRole("menuitem", { name: /^更正/ }).click();
  await writing(ming, "更正消息");
  await say(ming, "评审改到周四");
  await message(yuan, "评审改到周四").waitFor();
  await yuan.getByText("更正了一条消息").waitFor();
  await yuan.getByText("已更正，查看更正内容").waitFor();
  assert.ok(texts(await stored(people[1003])).includes("评审改到周三"), "the late recall changed nothing");
  assert.deepEqual([...ming.faults, ...yuan.faults], []);
  await Promise.all([ming.context().close(), yuan.context().close()]);
});

test("an edit within the window reaches the other and keeps what stood before", async () => {
  const [man, yuan] = await Promise.all([open(people[1004]), open(people[1003])]);
  await say(man, "样品 3 件");
  await message(yuan, "样品 3 件").waitFor();
  await message(man, "样品 3 件").click({ button: "right" });
  await man.getByRole("menuitem", { name: /编辑/ }).click();
  await writing(man, "编辑消息");
  await say(man, "样品 5 件");
  await message(yuan, "样品 5 件").waitFor();
  await yuan.getByRole("button", { name: "已编辑" }).last().click();
  await yuan.getByRole("dialog").getByText("样品 3 件").waitFor();
  assert.deepEqual([...man.faults, ...yuan.faults], []);
  await Promise.all([man.context().close(), yuan.context().close()]);
});

test("what is written without a connection is sent once and in order when it returns", async () => {
  const [yuan, man] = await Promise.all([open(people[1003]), open(people[1004])]);
  await yuan.context().setOffline(true);
  const lines = ["离线一", "离线二", "离线三", "离线四"];
  for (const line of lines) await say(yuan, line);
  await yuan.getByText(/网络已断开/).first().waitFor();
  assert.equal(texts(await stored(people[1004])).filter((t) => lines.includes(t)).length, 0);
  await yuan.context().setOffline(false);
  await message(man, "离线四").waitFor();
  assert.deepEqual(texts(await stored(people[1004])).filter((t) => lines.includes(t)), lines);
  assert.deepEqual([...yuan.faults, ...man.faults], []);
  await Promise.all([yuan.context().close(), man.context().close()]);
});

test("a draft follows the person to the phone", async () => {
  const desk = await open(people[1004]);
  await box(desk).fill("写到一半");
  await until(async () => (await api(server, people[1004].token, "GET", `/conversations/${group.id}`)).draft?.text === "写到一半", "the draft");
  const mobile = await newPage(browser, server, { person: people[1004], viewport: phone });
  await mobile.goto("/messages");
  await mobile.getByText("[草稿]").first().waitFor();
  await mobile.getByText("样机联调").first().click();
  await until(async () => (await box(mobile).inputValue()) === "写到一半", "the draft on the phone");
  assert.deepEqual([...desk.faults, ...mobile.faults], []);
  await Promise.all([desk.context().close(), mobile.context().close()]);
});

test("a restart of the server is bridged: talk goes on by itself", async () => {
  const [yuan, man] = await Promise.all([open(people[1003]), open(people[1004])]);
  await server.down();
  await say(yuan, "服务器回来了吗");
  await server.up();
  await message(man, "服务器回来了吗").waitFor({ timeout: 30_000 });
  assert.equal(texts(await stored(people[1004])).filter((t) => t === "服务器回来了吗").length, 1);
  await Promise.all([yuan.context().close(), man.context().close()]);
});
