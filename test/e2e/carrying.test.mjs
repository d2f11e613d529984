// Pictures and files on their way from one person to another.
// covers: MSG-02, FIL-01
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, openBrowser, overflows, phone, still } from "./lib/browser.mjs";
import { box, button, group, leave, log, message, openChat, say } from "./lib/chat.mjs";
import { noise, png } from "./lib/pictures.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, people, ming, yuan;
const folder = mkdtempSync(join(tmpdir(), "tonggui-files-"));

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
  [ming, yuan] = [people[1002], people[1003]];
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

const desk = (person, id) => openChat(browser, server, person, id);
const hand = (person, id) => openChat(browser, server, person, id, { viewport: phone });
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const messages = (person, id) => api(server, person.token, "GET", `/conversations/${id}/messages?limit=50`).then((p) => p.items);

/** Chooses files as by the button. */
async function choose(page, name, ...files) {
  const chooser = page.waitForEvent("filechooser");
  await button(page, name).click();
  await (await chooser).setFiles(files);
}
/** A file too large to be handed over in memory. */
const stored = (name, bytes) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

/** Puts a file into the page as by hand: pasted into the box or dropped onto the conversation. */
const give = (page, how, name, type, bytes) =>
  box(page).evaluate((el, { how, name, type, base64 }) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }));
    if (how === "paste") el.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    else for (const kind of ["dragenter", "dragover", "drop"]) el.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }, { how, name, type, base64: bytes.toString("base64") });

const send = (page) => button(page, "发送").click();

test("several pictures go out with their words, and are looked at one after the other", async () => {
  const { id } = await group(server, ming, "图片", [yuan]);
  const [a, b] = await Promise.all([desk(ming, id), hand(yuan, id)]);
  await choose(a, "发送图片", file("正面.png", "image/png", png(800, 600)), file("背面.png", "image/png", png(600, 900, [200, 90, 60])));
  await a.getByText("2 个待发送的文件").or(a.getByLabel("2 个待发送的文件")).first().waitFor();
  await box(a).fill("样机两面");
  await send(a);
  await message(b, "样机两面").waitFor();
  const second = log(b).getByRole("button", { name: /查看第 2 张图片，共 2 张/ });
  await second.locator("img").waitFor();
  await until(() => second.locator("img").evaluate((el) => el.complete && el.naturalWidth > 0), "the picture to be drawn");
  assert.equal(await overflows(b), false);
  await log(a).getByRole("button", { name: /查看第 1 张图片，共 2 张/ }).click();
  const viewer = a.getByRole("dialog");
  await viewer.getByText("1 / 2").waitFor();
  await a.keyboard.press("ArrowRight");
  await viewer.getByText("2 / 2").waitFor();
  await viewer.getByRole("button", { name: "放大" }).click();
  await still(a);
  assert.deepEqual(await axe(a), []);
  await a.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
  await leave(a, b);
});

test("a picture can be pasted, and a file dropped", async () => {
  const { id } = await group(server, ming, "粘贴", [yuan]);
  const [a, b] = await Promise.all([desk(ming, id), desk(yuan, id)]);
  await give(a, "paste", "image.png", "image/png", png(300, 200));
  await a.getByLabel("1 个待发送的文件").or(a.getByText("1 个待发送的文件")).first().waitFor();
  await send(a);
  await log(b).getByRole("button", { name: /查看图片/ }).waitFor();
  await give(a, "drop", "验收单.txt", "text/plain", Buffer.from("一切正常\n".repeat(50)));
  await send(a);
  await log(b).getByText("验收单.txt").waitFor();
  await leave(a, b);
});

test("a file arrives byte for byte", async () => {
  const { id } = await group(server, ming, "文件", [yuan]);
  const [a, b] = await Promise.all([desk(ming, id), desk(yuan, id)]);
  const bytes = noise(9_000_001);
  await choose(a, "发送文件", file("采样数据.bin", "application/octet-stream", bytes));
  await send(a);
  const download = b.waitForEvent("download");
  await log(b).getByRole("button", { name: /下载 采样数据.bin/ }).first().click();
  const path = await (await download).path();
  assert.equal(sha256(readFileSync(path)), sha256(bytes));
  const [sent] = (await messages(yuan, id)).filter((m) => m.content?.files);
  assert.equal(sent.content.files[0].sha256, sha256(bytes));
  await leave(a, b);
});

test("an upload goes on after the network was away, and the message comes once", async () => {
  const { id } = await group(server, ming, "断线", [yuan]);
  const [a, b] = await Promise.all([desk(ming, id), desk(yuan, id)]);
  let cut = 0;
  await a.route("**/api/v1/uploads/*", (route) => (route.request().method() === "PATCH" && cut++ < 2 ? route.abort("connectionfailed") : route.continue()));
  const bytes = noise(20_000_000);
  await choose(a, "发送文件", stored("现场录像.bin", bytes));
  await box(a).fill("现场录像在这里");
  await send(a);
  await say(a, "先看前半段");
  await message(b, "先看前半段").waitFor();
  assert.ok(cut >= 2, "the network was cut");
  const texts = (await messages(yuan, id)).filter((m) => m.kind === "text");
  assert.deepEqual(texts.map((m) => m.content.nodes[0].text), ["现场录像在这里", "先看前半段"], "once each, in the order in which they were written");
  assert.equal(texts[0].content.files[0].sha256, sha256(bytes));
  await leave(a, b);
});

test("a file beyond the limit is refused with its clause, and shared from the library", async () => {
  const { id } = await group(server, ming, "大文件", [yuan]);
  const [a, b] = await Promise.all([desk(ming, id), desk(yuan, id)]);
  const exact = stored("刚好.bin", Buffer.alloc(52_428_800, 7));
  const beyond = stored("超出.bin", Buffer.alloc(52_428_801, 7));
  await choose(a, "发送文件", exact);
  await send(a);
  await log(b).getByText("刚好.bin").waitFor({ timeout: 60_000 });
  await choose(a, "发送文件", beyond);
  const dialog = a.getByRole("dialog", { name: "文件太大，不能直接发送" });
  await dialog.getByText(/超出.bin/).waitFor();
  await still(a);
  assert.deepEqual(await axe(a), []);
  await dialog.getByRole("button", { name: "放进文件库并从那里分享" }).click();
  await log(b).getByText("超出.bin").waitFor({ timeout: 60_000 });
  const library = await api(server, ming.token, "GET", "/library");
  assert.deepEqual(library.items.map((i) => i.file.name), ["超出.bin"]);
  await leave(a, b);
});

test("what is not what it says, or is empty, says so where it lies", async () => {
  const { id } = await group(server, ming, "坏文件", [yuan]);
  const page = await desk(ming, id);
  await choose(page, "发送文件", file("照片.png", "image/png", Buffer.from("<script>alert(1)</script>".repeat(40))), file("空.txt", "text/plain", Buffer.alloc(0)));
  await page.getByText(/文件内容与名称不符/).waitFor();
  await page.getByText(/文件是空的/).waitFor();
  await box(page).press("Enter");
  await page.getByText("有文件无法发送，请先移除或重试").waitFor();
  await still(page);
  assert.deepEqual(await axe(page), []);
  assert.equal((await messages(ming, id)).filter((m) => m.kind === "text").length, 0, "nothing was sent");
  await leave(page);
});

test("the address of a picture dies when access ends", async () => {
  const { id } = await group(server, ming, "失效", [yuan]);
  const [a, b] = await Promise.all([desk(ming, id), desk(yuan, id)]);
  await choose(a, "发送图片", file("图纸.png", "image/png", png(400, 300)));
  await send(a);
  const image = log(b).getByRole("button", { name: /查看图片 图纸/ }).locator("img");
  await image.waitFor();
  const address = new URL(await image.getAttribute("src"), server.url).href;
  assert.equal((await fetch(address)).status, 200, "the address is all that is needed");
  await api(server, ming.token, "DELETE", `/conversations/${id}/members/${yuan.id}`);
  assert.equal((await fetch(address)).status, 404);
  await leave(a, b);
});
