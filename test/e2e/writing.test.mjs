// Writing: formatting in both fields, drafts, and files that wait for the network.
// covers: MSG-01, MSG-02
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, cutOff, openBrowser, overflows, phone, still } from "./lib/browser.mjs";
import { box, button, group, leave, log, message, openChat, say } from "./lib/chat.mjs";
import { noise } from "./lib/pictures.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, people, ming, yuan;

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
  [ming, yuan] = [people[1002], people[1003]];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const desk = (person, id) => openChat(browser, server, person, id);
const sent = async (person, id) =>
  (await api(server, person.token, "GET", `/conversations/${id}/messages?limit=50`)).items.filter((m) => m.kind !== "system");
const arrived = (person, id, count) => until(async () => {
  const found = await sent(person, id);
  return found.length === count && found;
}, `${count} messages`);
const editor = (page) => page.locator("[contenteditable=true]");
const plain = (text) => ({ type: "text", text });

async function openEditor(page) {
  await button(page, "文字格式").click();
  await editor(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.isContentEditable);
}

async function choose(page, ...files) {
  const chooser = page.waitForEvent("filechooser");
  await button(page, "发送文件").click();
  await (await chooser).setFiles(files.map(([name, buffer]) => ({ name, mimeType: "application/octet-stream", buffer })));
}

test("signs in the plain field are shown as what they will be, or kept as they are", async () => {
  const { id } = await group(server, ming, "记号", [yuan]);
  const [a, b] = await Promise.all([desk(ming, id), desk(yuan, id)]);
  const preview = a.getByRole("region", { name: "发送后的样子" });
  await box(a).fill("请**今天**完成 `x*y`，见[说明](https://example.com/a)");
  await preview.locator("strong, b").getByText("今天").waitFor();
  await still(a);
  assert.deepEqual(await axe(a), []);
  await box(a).press("Enter");
  await log(b).locator("strong, b").getByText("今天").waitFor();
  assert.deepEqual((await arrived(yuan, id, 1))[0].content.nodes, [
    plain("请"), { ...plain("今天"), marks: ["bold"] }, plain("完成 "), { ...plain("x*y"), marks: ["code"] }, plain("，见"),
    { type: "link", url: "https://example.com/a", text: "说明" },
  ]);

  await box(a).fill("**不要**转换");
  await preview.getByRole("button", { name: "按原文发送" }).click();
  await preview.waitFor({ state: "detached" });
  await say(a, "3*4*5，王*明、李*华，\\\\server\\共享，好的~~谢谢~~");
  const found = (await arrived(yuan, id, 2)).at(-1);
  assert.deepEqual(found.content.nodes, [plain("3*4*5，王*明、李*华，\\\\server\\共享，好的~~谢谢~~")]);
  await box(a).fill("**不要**转换");
  await preview.getByRole("button", { name: "按原文发送" }).click();
  await box(a).press("Enter");
  assert.deepEqual((await arrived(yuan, id, 3)).at(-1).content.nodes, [plain("**不要**转换")]);
  await leave(a, b);
});

test("an address pasted over words makes them a link, and keys put signs on", async () => {
  const { id } = await group(server, ming, "粘贴链接", [yuan]);
  const page = await desk(ming, id);
  await box(page).fill("看文档");
  await box(page).evaluate((el) => {
    el.setSelectionRange(1, 3);
    const data = new DataTransfer();
    data.setData("text/plain", "https://example.com/b");
    el.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  assert.equal(await box(page).inputValue(), "看[文档](https://example.com/b)");
  await box(page).fill("重要");
  await box(page).press("Control+a");
  await box(page).press("Control+b");
  assert.equal(await box(page).inputValue(), "**重要**");
  await box(page).press("Control+b");
  assert.equal(await box(page).inputValue(), "重要");
  await leave(page);
});

test("the editor sends what it shows, and a sent message comes back into it", async () => {
  const { id } = await group(server, ming, "编辑器", [yuan]);
  const [a, b] = await Promise.all([desk(ming, id), desk(yuan, id)]);
  await openEditor(a);
  const keys = a.keyboard;
  await keys.type("请");
  await keys.press("Control+b");
  await keys.type("今天");
  await keys.press("Control+b");
  await keys.type("完成 **原样**");
  await keys.press("Shift+Enter");
  await keys.type("1. 标定");
  await keys.press("Shift+Enter");
  await keys.type("复测");
  await keys.press("Shift+Enter");
  await keys.press("Shift+Enter");
  await keys.type("@高远");
  await a.getByRole("option", { name: /高远舟/ }).waitFor();
  await keys.press("Enter");
  await keys.type("收");
  await still(a);
  assert.deepEqual(await axe(a), []);
  assert.deepEqual(await cutOff(a), []);
  await keys.press("Enter");
  const nodes = [
    plain("请"), { ...plain("今天"), marks: ["bold"] }, plain("完成 **原样**"),
    { type: "list", ordered: true, items: [[plain("标定")], [plain("复测")]] },
    { type: "mention", account_id: yuan.id, name: yuan.name }, plain(" 收"),
  ];
  assert.deepEqual((await arrived(yuan, id, 1))[0].content.nodes, nodes);
  await log(b).getByText("复测").waitFor();
  await log(a).getByText(/已读/).waitFor(); // sent for the writer as well: only then it can be edited

  await keys.press("ArrowUp");
  await a.getByText("编辑消息").waitFor();
  await editor(a).getByText("复测").waitFor();
  await keys.type("到");
  await keys.press("Enter");
  const edited = await until(async () => {
    const [one] = await sent(yuan, id);
    return one.edit_count > 0 && one;
  }, "the edit");
  assert.deepEqual(edited.content.nodes, [...nodes.slice(0, -1), plain(" 收到")]);
  await leave(a, b);
});

test("an input method keeps its keys in the editor", async () => {
  const { id } = await group(server, ming, "输入法", [yuan]);
  const page = await desk(ming, id);
  await openEditor(page);
  await page.keyboard.type("辛苦了");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Input.imeSetComposition", { text: "zhong", selectionStart: 5, selectionEnd: 5 });
  await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", windowsVirtualKeyCode: 229, key: "Enter", code: "Enter" });
  await cdp.send("Input.insertText", { text: "中文" });
  await editor(page).getByText("辛苦了中文", { exact: true }).waitFor();
  assert.deepEqual(await sent(ming, id), [], "nothing went out while it composed");
  await page.keyboard.press("Enter");
  assert.deepEqual((await arrived(yuan, id, 1))[0].content.nodes, [plain("辛苦了中文")]);
  await leave(page);
});

test("what is pasted is read as words and formatting, never as a page", async () => {
  const { id } = await group(server, ming, "粘贴网页", [yuan]);
  const page = await desk(ming, id);
  await openEditor(page);
  await editor(page).evaluate((el) => {
    const data = new DataTransfer();
    data.setData("text/html", '<h1 style="color:red">标题</h1><p onclick="x()"><b>粗</b><img src="x" onerror="window.ran=1"><a href="javascript:window.ran=1">坏</a><a href="https://example.com/">好</a></p><script>window.ran=1</script><ul><li>项</li></ul>');
    data.setData("text/plain", "标题 粗坏好 项");
    el.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await editor(page).getByText("项").waitFor();
  assert.equal(await editor(page).locator("img, script, h1, [style], [onclick]").count(), 0);
  await page.keyboard.press("Enter");
  assert.deepEqual((await arrived(yuan, id, 1))[0].content.nodes, [
    plain("标题\n"), { ...plain("粗"), marks: ["bold"] }, plain("坏"), { type: "link", url: "https://example.com/", text: "好" },
    { type: "list", ordered: false, items: [[plain("项")]] },
  ]);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  await leave(page);
});

test("a draft keeps its formatting and its files, in another conversation and over a reload", async () => {
  const [one, two] = [await group(server, ming, "草稿一", [yuan]), await group(server, ming, "草稿二", [yuan])];
  const page = await desk(ming, one.id);
  await openEditor(page);
  await page.keyboard.press("Control+b");
  await page.keyboard.type("未完");
  await choose(page, ["附件.bin", noise(4000)]);
  const tray = page.getByRole("list", { name: "1 个待发送的文件" });
  await tray.getByText("附件.bin").waitFor();
  await page.getByRole("list", { name: "会话列表" }).getByRole("button", { name: /草稿二/ }).click();
  await page.waitForURL((url) => url.pathname.endsWith(two.id));
  await editor(page).waitFor();
  await until(async () => (await api(server, ming.token, "GET", `/conversations/${one.id}`)).draft?.text === "**未完**", "the draft");
  await page.goto(`/messages/${one.id}`);
  await tray.getByText("附件.bin").waitFor();
  await editor(page).locator("strong").getByText("未完").waitFor();
  await button(page, "发送").click();
  const [got] = await arrived(yuan, one.id, 1);
  assert.deepEqual(got.content.nodes, [{ ...plain("未完"), marks: ["bold"] }]);
  assert.deepEqual(got.content.files.map((f) => f.name), ["附件.bin"]);
  await leave(page);
});

test("a message that waits for its file goes out after a reload, once", async () => {
  const { id } = await group(server, ming, "重新打开", [yuan]);
  const page = await desk(ming, id);
  await page.route("**/api/v1/uploads/*", (route) => route.request().method() === "PATCH" ? route.abort("connectionfailed") : route.continue());
  await choose(page, ["记录.bin", noise(300_000)]);
  await box(page).fill("请看记录");
  await button(page, "发送").click();
  await page.getByText("网络恢复后继续上传").waitFor();
  await still(page);
  assert.deepEqual(await axe(page), []);
  await say(page, "之后说的");
  await page.unrouteAll();
  await page.reload();
  const got = await arrived(yuan, id, 2);
  assert.deepEqual(got.map((m) => m.content.nodes[0].text), ["请看记录", "之后说的"], "once each, in order");
  assert.equal(got[0].content.files[0].name, "记录.bin");
  await log(page).getByText("记录.bin").waitFor();
  await leave(page);
});

test("a message that waits for its file can be taken back and goes out differently", async () => {
  const { id } = await group(server, ming, "取消发送", [yuan]);
  const page = await desk(ming, id);
  await page.route("**/api/v1/uploads/*", (route) => route.request().method() === "PATCH" ? route.abort("connectionfailed") : route.continue());
  await choose(page, ["错的.bin", noise(3000)]);
  await box(page).fill("**写错**了");
  await button(page, "发送").click();
  await button(page, "取消发送").click();
  assert.equal(await box(page).inputValue(), "**写错**了");
  await button(page, "移除 错的.bin").click();
  await page.unrouteAll();
  await say(page, "改好了");
  assert.deepEqual((await arrived(yuan, id, 1))[0].content.nodes, [plain("改好了")]);
  await leave(page);
});

test("files are put in order by their menus", async () => {
  const { id } = await group(server, ming, "排序", [yuan]);
  const page = await openChat(browser, server, ming, id, { viewport: phone });
  await choose(page, ["一.bin", noise(100)], ["二.bin", noise(200)], ["三.bin", noise(300)]);
  const tile = (name) => page.getByRole("list", { name: "3 个待发送的文件" }).getByRole("button", { name: new RegExp(`^${name}`) });
  await tile("三.bin").tap();
  await page.getByRole("menuitem", { name: "前移" }).tap();
  await page.getByRole("menu").waitFor({ state: "detached" });
  await still(page);
  assert.deepEqual(await axe(page), []);
  assert.equal(await overflows(page), false);
  await button(page, "发送").tap();
  assert.deepEqual((await arrived(yuan, id, 1))[0].content.files.map((f) => f.name), ["一.bin", "三.bin", "二.bin"]);
  await message(page, "三.bin").waitFor();
  await leave(page);
});
