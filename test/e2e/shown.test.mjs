// What a message carries, as people see, hear and save it.
// covers: MSG-02, MSG-03
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { axe, openBrowser, phone, still } from "./lib/browser.mjs";
import { button, direct, group, leave, log, message, openChat, post } from "./lib/chat.mjs";
import { pdf, png, recordVoice, send, sendFiles, upload } from "./lib/files.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, people;

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const colours = [[58, 112, 228], [23, 128, 111], [178, 94, 18]];
const picture = (n, width = 600, height = 400) => ({ name: `现场 ${n}.png`, type: "image/png", bytes: png(width, height, colours[n % 3]) });
const dialog = (page) => page.getByRole("dialog");
const text = (words, marks) => ({ type: "text", text: words, ...(marks ? { marks } : {}) });

test("formatting is shown, a named link says where it leads, and code can be copied", async () => {
  const { id } = await direct(server, people[1003], people[1002]);
  const code = "for i := range 3 {\n\tfmt.Println(i)\n}\n";
  await send(server, people[1003], id, {
    type: "text",
    nodes: [
      text("结论", ["bold"]), text("很", ["bold", "italic"]), text("旧的", ["strike"]), text("max_conns", ["code"]),
      { type: "link", url: "https://docs.example.com/a", text: "压测报告" },
      { type: "quote", nodes: [text("会不会太短？")] },
      { type: "list", ordered: true, items: [[text("第一步")], [text("第二步")]] },
      { type: "code_block", text: code, language: "go" },
    ],
  });
  await post(server, people[1003], id, "🎉👏");
  const page = await openChat(browser, server, people[1002], id);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const one = log(page).locator("[data-message]").first();
  assert.equal(await one.locator("strong em").innerText(), "很");
  assert.equal(await one.locator("s").innerText(), "旧的");
  assert.equal(await one.locator("blockquote").innerText(), "会不会太短？");
  assert.deepEqual(await one.locator("ol li").allInnerTexts(), ["第一步", "第二步"]);
  const link = one.getByRole("link");
  assert.equal(await link.getAttribute("href"), "https://docs.example.com/a");
  assert.match(await link.getAttribute("rel"), /noopener/);
  assert.match(await one.innerText(), /压测报告 docs\.example\.com/);
  await one.getByRole("button", { name: "复制" }).click();
  await one.getByText("已复制").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
  assert.ok((await log(page).locator("[data-message]").last().locator("span").first().evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize))) > 30);
  await leave(page);
});

test("pictures keep their place, are looked through, turned and enlarged, and are gone with their message", async () => {
  const { id } = await group(server, people[1003], "验收现场", [people[1002]]);
  await sendFiles(server, people[1003], id, [picture(0)]);
  const several = await sendFiles(server, people[1003], id, [1, 2, 3, 4].map((n) => picture(n)), "四张");
  for (const options of [{}, { viewport: phone, dark: true }]) {
    const page = await openChat(browser, server, people[1002], id, options);
    const first = page.getByRole("button", { name: "查看图片 现场 0.png" });
    await first.locator("img[data-there]").waitFor();
    const box = await first.boundingBox();
    assert.ok(Math.abs(box.width / box.height - 1.5) < 0.02, "a picture alone keeps its shape");
    await page.getByRole("button", { name: "查看第 2 张图片，共 4 张：现场 2.png" }).click();
    const shown = dialog(page).getByRole("img");
    await dialog(page).getByText("3 / 5").waitFor();
    await page.keyboard.press("ArrowRight");
    await dialog(page).getByText("4 / 5").waitFor();
    await page.keyboard.press("Home");
    for (let n = 0; n < 5; n++) await page.keyboard.press("ArrowLeft");
    await dialog(page).getByText("1 / 5").waitFor();
    assert.equal(await dialog(page).getByRole("button", { name: "上一张" }).getAttribute("aria-disabled"), "true");
    await page.keyboard.press("+");
    await page.keyboard.press("r");
    await until(async () => /rotate\(90deg\)/.test((await shown.getAttribute("style")) ?? ""), "the picture to turn");
    await still(page);
    assert.deepEqual(await axe(page), []);
    for (let n = 0; n < 9; n++) await page.keyboard.press("Tab");
    assert.ok(await dialog(page).evaluate((d) => d.contains(document.activeElement)), "the focus left the picture");
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    assert.deepEqual(await axe(page), []);
    await leave(page);
  }
  const page = await openChat(browser, server, people[1002], id);
  const tile = page.getByRole("button", { name: /查看第 1 张图片，共 4 张/ });
  await tile.locator("img[data-there]").waitFor();
  const address = await tile.locator("img").getAttribute("src");
  await tile.click();
  await dialog(page).getByText("2 / 5").waitFor();
  await api(server, people[1003].token, "POST", `/conversations/${id}/messages/${several.seq}/recall`);
  await dialog(page).waitFor({ state: "detached" });
  await log(page).getByText("高远舟 撤回了一条消息").waitFor();
  assert.equal((await fetch(new URL(address, server.url))).status, 404);
  await leave(page);
});

test("a file is saved as it was sent; one that arrives changed is not, and can be fetched again", async () => {
  const { id } = await direct(server, people[1005], people[1002]);
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7919) % 251));
  await sendFiles(server, people[1005], id, [{ name: "网关压测报告与改进建议（第三版定稿，含附录）_v2.dat", bytes }], "见附件");
  const page = await openChat(browser, server, people[1002], id);
  const saved = [];
  page.on("download", (download) => saved.push(download));
  // A box on the way changes one byte, once.
  await page.route("**/files/*/original/**", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[1000] ^= 1;
    await route.fulfill({ response, body });
  }, { times: 1 });
  await page.getByRole("button", { name: /^下载 网关压测报告/ }).last().click();
  await page.getByRole("alert").filter({ hasText: "与发送的不一致" }).waitFor();
  assert.equal(saved.length, 0);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /^重新下载 网关/ }).click()]);
  assert.equal(download.suggestedFilename(), "网关压测报告与改进建议（第三版定稿，含附录）_v2.dat");
  assert.deepEqual(await readFile(await download.path()), bytes);
  await log(page).getByText(/已下载/).waitFor();
  assert.deepEqual(await axe(page), []);
  await leave(page);
});

test("a text is read in place, whatever wrote it", async () => {
  const { id } = await direct(server, people[1004], people[1002]);
  const gbk = Buffer.concat([Buffer.from([0xd1, 0xb9, 0xb2, 0xe2]), Buffer.from(" <b>ok</b>\n")]);
  await sendFiles(server, people[1004], id, [{ name: "结果.txt", type: "text/plain", bytes: gbk }]);
  const page = await openChat(browser, server, people[1002], id);
  await page.getByRole("button", { name: /^打开 结果.txt/ }).click();
  await dialog(page).getByText("压测 <b>ok</b>").waitFor();
  await still(page);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await leave(page);
});

test("a PDF is read in place with the Chinese font that is not in it, and a broken one says so", async () => {
  const { id } = await direct(server, people[1003], people[1004]);
  const twenty = Array.from({ length: 20 }, (_, n) => `第${n + 1}页压测报告`);
  await sendFiles(server, people[1003], id, [
    { name: "报告.pdf", type: "application/pdf", bytes: pdf(twenty) },
    { name: "残缺.pdf", type: "application/pdf", bytes: Buffer.from("%PDF-1.4\nnothing") },
  ]);
  const page = await openChat(browser, server, people[1004], id);
  await page.getByRole("button", { name: /^打开 报告.pdf/ }).click();
  await dialog(page).getByText("共 20 页").waitFor();
  const first = dialog(page).getByRole("region", { name: "第 1 页", exact: true });
  await until(async () => (await first.textContent()) === "第1页压测报告", "the words of the first page");
  const inked = () => dialog(page).locator("canvas").first().evaluate((c) => {
    const { data } = c.getContext("2d").getImageData(0, 0, c.width, c.height);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0 && data[at] < 100) dark++;
    return dark;
  });
  await until(async () => (await inked()) > 500, "the characters to be drawn");
  assert.ok((await dialog(page).locator("canvas").count()) < 10, "pages far away are not drawn");
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^打开 残缺.pdf/ }).click();
  await dialog(page).getByText("无法在此显示").waitFor();
  await page.keyboard.press("Escape");
  await leave(page);
});

test("voices play one after the other, at one's own speed, and remember that they were heard", async () => {
  const { id } = await direct(server, people[1006], people[1002]);
  const page = await openChat(browser, server, people[1002], id);
  const bytes = await recordVoice(page, 1500);
  for (let n = 0; n < 2; n++) {
    const file = await upload(server, people[1006], "voice.webm", "audio/webm", bytes, "voice");
    await send(server, people[1006], id, { type: "voice", file_id: file.id, wave: [4, 20, 31, 12] });
  }
  const unheard = page.getByRole("img", { name: "未播放" });
  await until(async () => (await unheard.count()) === 2, "two voices");
  await page.getByRole("button", { name: /播放语音/ }).first().click();
  await page.getByRole("button", { name: /播放速度 1 倍/ }).click();
  await page.getByRole("button", { name: /播放速度 1.5 倍/ }).waitFor();
  await until(async () => (await unheard.count()) === 0, "the second to follow the first");
  await page.reload();
  await page.getByRole("button", { name: /播放语音/ }).first().waitFor();
  assert.equal(await unheard.count(), 0);
  await page.getByRole("slider", { name: "语音进度" }).first().focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: /暂停语音/ }).waitFor();
  assert.deepEqual(await axe(page), []);
  await leave(page);
});

test("a forwarded record opens, with the record within it and its pictures", async () => {
  const from = await group(server, people[1003], "产品研发", [people[1002], people[1004]]);
  const { id: to } = await direct(server, people[1003], people[1005]);
  const merged = async (source, seqs) =>
    api(server, people[1003].token, "POST", "/messages/forward", {
      from: { conversation_id: source, seqs },
      to: [{ conversation_id: to }],
      mode: "merged",
      client_ids: [crypto.randomUUID()],
    });
  const one = await post(server, people[1004], from.id, "先看日志");
  const two = await sendFiles(server, people[1003], from.id, [picture(1)]);
  const inner = (await merged(from.id, [one.seq, two.seq])).items[0].messages[0];
  const after = await post(server, people[1003], to, "另见");
  await merged(to, [inner.seq, after.seq]);
  const page = await openChat(browser, server, people[1005], to);
  await page.getByRole("button", { name: /打开聊天记录/ }).last().click();
  await dialog(page).getByText("另见").waitFor();
  await dialog(page).getByRole("button", { name: /打开聊天记录/ }).click();
  await dialog(page).getByText("先看日志").waitFor();
  await dialog(page).getByRole("button", { name: "查看图片 现场 1.png" }).click();
  await dialog(page).getByText("1 / 1").waitFor();
  assert.deepEqual(await axe(page), []);
  for (const left of ["先看日志", "另见"]) {
    await page.keyboard.press("Escape");
    await dialog(page).getByText(left).first().waitFor();
  }
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  await leave(page);
});

test("one goes to where the new begins and to a date, and back", async () => {
  const { id } = await direct(server, people[1001], people[1002]);
  for (let n = 1; n <= 70; n++) await post(server, people[1001], id, `第 ${n} 条`);
  for (const options of [{}, { viewport: phone }]) {
    await api(server, people[1002].token, "PUT", `/conversations/${id}/read`, { seq: 70 });
    await api(server, people[1002].token, "POST", `/conversations/${id}/unread`, { seq: 5 });
    const page = await openChat(browser, server, people[1002], id, options);
    await button(page, "66 条新消息").click();
    await log(page).getByText("以下为新消息").waitFor();
    await message(page, "第 5 条").waitFor();
    await button(page, "66 条新消息").waitFor({ state: "detached" });
    await button(page, "按日期查找").click();
    await still(page);
    assert.deepEqual(await axe(page), []);
    await page.getByRole("table", { name: "按日期查找" }).locator("[aria-current=date]").focus();
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Enter");
    await page.getByText("这一天没有消息").waitFor();
    await log(page).getByText("第 1 条", { exact: true }).waitFor();
    await page.getByRole("button", { name: /回到最新/ }).click();
    await message(page, "第 70 条").waitFor();
    await leave(page);
  }
});
