// The library: files go up, are found, passed on and deleted; an upload goes on after the page was gone.
// covers: FIL-01, FIL-10
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, cutOff, newPage, openBrowser, overflows, phone, still } from "./lib/browser.mjs";
import { button, group, leave, log, openChat } from "./lib/chat.mjs";
import { noise, png } from "./lib/pictures.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, people, ming, yuan;
const folder = mkdtempSync(join(tmpdir(), "tonggui-library-"));

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
  [ming, yuan] = [people[1002], people[1003]];
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

const rows = (page) => page.getByRole("list", { name: "文件库" });
const names = async (person) => (await api(server, person.token, "GET", "/library")).items.map((i) => i.file.name);

async function open(person, options = {}) {
  const page = await newPage(browser, server, { person, ...options });
  await page.goto("/files");
  await page.getByRole("heading", { name: "文件库" }).waitFor();
  return page;
}

async function upload(page, ...files) {
  const chooser = page.waitForEvent("filechooser");
  await button(page, "上传文件").first().click();
  await (await chooser).setFiles(files);
}
const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

test("files go up, are found by their names, passed on and deleted", async () => {
  const { id } = await group(server, yuan, "分享", [ming]);
  const page = await open(ming);
  await page.getByText("文件库里还没有文件").waitFor();
  await still(page);
  assert.deepEqual(await axe(page), []);
  await upload(page, file("季度报告.txt", "text/plain", Buffer.from("好\n".repeat(500))), file("样机.png", "image/png", png(400, 300)));
  await rows(page).getByText("季度报告.txt").waitFor();
  await rows(page).getByRole("button", { name: "打开 样机.png" }).locator("img").waitFor();
  await still(page);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await cutOff(page), []);

  await page.getByRole("textbox", { name: "搜索文件名" }).fill("季度");
  await rows(page).getByText("样机.png").waitFor({ state: "detached" });
  await page.getByRole("textbox", { name: "搜索文件名" }).fill("没有的");
  await page.getByText("没有名称包含「没有的」的文件").waitFor();
  await button(page, "清空").click();

  await button(page, "把 季度报告.txt 发送到会话").click();
  const dialog = page.getByRole("dialog", { name: "发送到会话" });
  await dialog.getByRole("option", { name: /分享/ }).click();
  await still(page);
  assert.deepEqual(await axe(page), []);
  await dialog.getByRole("button", { name: "发送", exact: true }).click();
  const other = await openChat(browser, server, yuan, id);
  await log(other).getByText("季度报告.txt").waitFor();

  await button(page, "季度报告.txt 的更多操作").click();
  await page.getByRole("menuitem", { name: "删除" }).click();
  const sure = page.getByRole("dialog", { name: "从文件库删除文件？" });
  await sure.getByText(/已经发送到会话里的不受影响/).waitFor();
  await sure.getByRole("button", { name: "删除" }).click();
  await rows(page).getByText("季度报告.txt").waitFor({ state: "detached" });
  assert.deepEqual(await names(ming), ["样机.png"]);
  const download = other.waitForEvent("download");
  await log(other).getByRole("button", { name: /^下载 季度报告.txt/ }).click();
  await download; // what was sent is still there
  await leave(page, other);
});

test("an upload is seen on every page and goes on after the page was gone", async () => {
  const page = await open(yuan);
  const path = join(folder, "录像.bin");
  writeFileSync(path, Buffer.alloc(53 * 1024 * 1024, 3));
  let pieces = 0;
  await page.route("**/api/v1/uploads/*", (route) =>
    route.request().method() === "PATCH" && ++pieces > 3 ? route.abort("connectionfailed") : route.continue());
  await upload(page, path);
  const ring = page.getByRole("button", { name: /^正在上传 1 个文件/ });
  await page.getByText(/等待网络恢复 · 12 MB/).waitFor({ timeout: 60_000 });
  await page.getByRole("link", { name: "通讯录" }).click();
  await ring.click();
  await page.getByRole("dialog", { name: "上传列表" }).getByText("录像.bin").waitFor();
  await still(page);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");

  // The page asks before it goes, because it alone knows the file.
  page.on("dialog", (d) => d.accept());
  await page.goto("/files");
  await page.getByText("页面重新打开过，请再次选择同一个文件，从断点继续").waitFor();
  await page.unrouteAll(); // only now: the page that went would have tried once more
  await still(page);
  assert.deepEqual(await axe(page), []);
  const asked = [];
  page.on("request", (r) => r.method() === "PATCH" && asked.push(r.headers()["upload-offset"]));
  const wrong = page.waitForEvent("filechooser");
  await button(page, "选择文件").click();
  await (await wrong).setFiles([file("录像.bin", "application/octet-stream", noise(1000))]);
  await page.getByText("这不是原来的那个文件，请选择「录像.bin」").waitFor();
  const right = page.waitForEvent("filechooser");
  await button(page, "选择文件").click();
  await (await right).setFiles(path);
  await until(async () => (await names(yuan)).includes("录像.bin"), "the file");
  assert.equal(asked[0], String(12 * 1024 * 1024), "it went on where it stopped");
  await rows(page).getByText("录像.bin").waitFor();
  await leave(page);
});

test("on a phone, and in the dark, everything has its place", async () => {
  const page = await open(ming, { viewport: phone, dark: true });
  await rows(page).getByText("样机.png").waitFor();
  await still(page);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await cutOff(page), []);
  assert.equal(await overflows(page), false);
  await button(page, "样机.png 的更多操作").tap();
  await page.getByRole("menuitem", { name: "发送到会话" }).tap();
  await page.getByRole("dialog", { name: "发送到会话" }).waitFor();
  await still(page);
  assert.deepEqual(await axe(page), []);
  await leave(page);
});
