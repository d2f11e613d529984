// Whatever somebody writes stays text, wherever it is shown.
// covers: MSG-02
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser } from "./lib/browser.mjs";
import { group, log, openChat, row } from "./lib/chat.mjs";
import { upload } from "./lib/files.mjs";
import { found, payloads, watchRuns } from "./lib/hostile.mjs";
import { png } from "./lib/pictures.mjs";
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

/** A page without the content policy, so that what it would have stopped is seen. */
async function bare(person, path) {
  const page = await newPage(browser, server, { person, policy: false });
  await watchRuns(page);
  await page.goto(path);
  return page;
}

const post = (person, id, body) => api(server, person.token, "POST", `/conversations/${id}/messages`, { client_id: crypto.randomUUID(), ...body });
const chunks = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
const fitting = (max) => payloads.filter((p) => [...p].length <= max);

/** Shows everything of a conversation, from its end to its beginning, and collects what should not be there. */
async function throughAll(page, oldest) {
  const bad = new Set();
  for (let last = -1; ; ) {
    for (const f of await found(page)) bad.add(f);
    const first = await log(page).evaluate((el) => {
      const seqs = [...el.querySelectorAll("[data-seq]")].map((r) => Number(r.dataset.seq));
      const scroller = el.closest("[data-scroller]") ?? el;
      scroller.scrollTop = Math.max(0, scroller.scrollTop - scroller.clientHeight * 0.9);
      return Math.min(...seqs);
    });
    if (first <= oldest) return [...bad];
    if (first === last) await page.evaluate(() => new Promise(requestAnimationFrame));
    last = first;
  }
}

test("the corpus is large enough, and what it plants is seen", async () => {
  assert.ok(payloads.length >= 500, `${payloads.length} payloads`);
  const page = await bare(null, "/login");
  await page.evaluate((all) => {
    const place = document.createElement("div");
    document.body.append(place);
    for (const p of all) place.innerHTML += p;
  }, payloads.slice(0, 40));
  await until(async () => (await found(page)).some((f) => f.includes("ran")), "a payload to run");
  assert.ok((await found(page)).length > 10);
  await page.context().close();
});

test("a message is text, and so is every part of one", async () => {
  const { id } = await group(server, ming, "文本", [yuan]);
  const first = await post(ming, id, { content: { type: "text", nodes: [{ type: "text", text: "起点" }] } });
  for (const some of chunks(payloads, 14)) {
    const inline = some.flatMap((text) => [{ type: "text", text: `${text}\n` }, { type: "text", text, marks: ["bold", "code"] }, { type: "link", url: "https://example.com/", text }]);
    await post(ming, id, { content: { type: "text", nodes: inline } });
    const blocks = some.flatMap((text) => [{ type: "code_block", text, language: "html" }, { type: "quote", nodes: [{ type: "text", text }] },
      { type: "list", ordered: false, items: [[{ type: "text", text }]] }]);
    await post(ming, id, { content: { type: "text", nodes: blocks } });
  }
  const page = await bare(yuan, `/messages/${id}`);
  await log(page).waitFor();
  assert.deepEqual(await throughAll(page, first.seq), []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a link leads only where it says, by http, https or mail", async () => {
  const { id } = await group(server, ming, "链接", [yuan]);
  for (const url of payloads.filter((p) => /^\s*[a-z\\/]/i.test(p))) {
    let sent = true;
    await post(ming, id, { content: { type: "text", nodes: [{ type: "link", url, text: "x" }] } }).catch(() => { sent = false; });
    if (sent) assert.match(new URL(url).protocol, /^(https?|mailto):$/, url);
  }
  const page = await bare(yuan, `/messages/${id}`);
  await log(page).waitFor();
  assert.deepEqual(await found(page), []);
  await page.context().close();
});

test("the name of a group is text in the list, the header and the panel", async () => {
  const named = [];
  for (const name of fitting(60)) {
    // What is refused nobody sees.
    await group(server, ming, name, [yuan]).then(() => named.push(name), () => {});
  }
  assert.ok(named.length > 300, `${named.length} names were taken`);
  const page = await bare(yuan, "/messages");
  const list = page.getByRole("list", { name: "会话列表" });
  await list.waitFor();
  const seen = new Set();
  const bad = new Set();
  for (const end = Date.now() + 30_000; seen.size < named.length; ) {
    assert.ok(Date.now() < end, `${seen.size} of ${named.length} groups were shown`);
    for (const f of await found(page)) bad.add(f);
    const shown = await list.evaluate(async (el) => {
      const ids = [...el.querySelectorAll("[data-conversation]")].map((r) => r.dataset.conversation);
      el.scrollTop += el.clientHeight * 0.8;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return ids;
    });
    for (const id of shown) seen.add(id);
  }
  const { id } = await group(server, ming, "改名", [yuan]);
  await page.goto(`/messages/${id}`);
  for (const name of named.filter((_, i) => i % 12 === 0)) {
    await api(server, ming.token, "PATCH", `/conversations/${id}`, { name });
    await page.waitForFunction((n) => [...document.querySelectorAll("main h1")].some((h) => h.textContent.includes(n)), name.trim());
    for (const f of await found(page)) bad.add(f);
  }
  assert.deepEqual([...bad], []);
  await page.context().close();
});

test("a draft, and what somebody says of their presence, are text", async () => {
  const { id } = await api(server, ming.token, "POST", "/conversations/direct", { account_id: yuan.id });
  await post(ming, id, { content: { type: "text", nodes: [{ type: "text", text: "在" }] } });
  const page = await bare(yuan, "/messages");
  await row(page, /柳明溪/).waitFor();
  for (const text of payloads) await api(server, yuan.token, "PUT", `/conversations/${id}/draft`, { text });
  assert.deepEqual(await found(page), []);
  await row(page, /柳明溪/).click();
  for (const note of fitting(30)) await api(server, ming.token, "PUT", "/presence", { state: "busy", note }).catch(() => {});
  assert.deepEqual(await found(page), []);
  await page.context().close();
});

test("the name of a file is text in a message, in the window of pictures and in the library", async () => {
  const { id } = await group(server, ming, "文件名", [yuan]);
  const named = [];
  const picture = png(16, 16);
  for (const name of fitting(100)) {
    const [type, bytes] = named.length % 2 === 0 ? ["image/png", picture] : ["text/plain", Buffer.from("x")];
    const end = type === "image/png" ? ".png" : ".txt";
    const purpose = named.length % 3 === 0 ? "library" : "message";
    const file = await upload(server, ming, name + end, type, bytes, purpose).catch((error) => {
      // A name that is refused nobody sees.
      assert.equal(error.message, "file.name_invalid");
    });
    if (file !== undefined) named.push(file.id);
  }
  assert.ok(named.length > 40, `${named.length} names were taken`);
  const first = await post(ming, id, { content: { type: "text", nodes: [{ type: "text", text: "起点" }] } });
  for (const ids of chunks(named, 9)) await post(ming, id, { content: { type: "text", nodes: [], file_ids: ids } });
  const page = await bare(yuan, `/messages/${id}`);
  await log(page).waitFor();
  assert.deepEqual(await throughAll(page, first.seq), []);
  await log(page).getByRole("button", { name: /查看/ }).first().click();
  await page.getByRole("dialog").waitFor();
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await found(page), []);
  }
  await page.context().close();
  const own = await bare(ming, "/files");
  await own.getByRole("heading", { name: "文件库" }).waitFor();
  assert.deepEqual(await found(own), []);
  await own.context().close();
});

test("what is quoted, pinned, starred, kept, confirmed, forwarded and found is text", async () => {
  const { id } = await group(server, ming, "标记", [yuan]);
  const as = (who, method, path, body) => api(server, who.token, method, path, body);
  const seqs = [];
  for (const some of chunks(payloads, 12)) {
    const m = await post(ming, id, { receipt: "result", content: { type: "text", nodes: [{ type: "text", text: some.join("\n") }, { type: "mention", account_id: yuan.id, name: yuan.name }] } });
    seqs.push(m.seq);
    await post(ming, id, { quotes_seq: m.seq, thread_seq: m.seq, content: { type: "text", nodes: [{ type: "text", text: some[0] }] } });
    await as(yuan, "PUT", `/stars/${id}/${m.seq}`);
    await as(yuan, "PUT", `/later/${id}/${m.seq}`, { note: some[1]?.slice(0, 200) ?? "x" });
    await as(yuan, "POST", `/conversations/${id}/messages/${m.seq}/confirm`, { result: some[2]?.slice(0, 500) ?? "x" });
  }
  for (const seq of seqs.slice(0, 40)) await as(ming, "PUT", `/conversations/${id}/pins/${seq}`);
  await as(ming, "POST", "/messages/forward", { from: { conversation_id: id, seqs }, to: [{ conversation_id: id }], mode: "merged", client_ids: [crypto.randomUUID()] });

  const page = await bare(yuan, `/messages/${id}`);
  await log(page).waitFor();
  assert.deepEqual(await throughAll(page, seqs[0]), []);
  for (const path of ["/collected/stars", "/collected/later", "/collected/mentions", `/search?q=${encodeURIComponent("onerror")}`, `/search?q=${encodeURIComponent(payloads[0])}`]) {
    await page.goto(path);
    await page.getByText(/onerror/).first().waitFor();
    assert.deepEqual(await found(page), [], path);
  }
  await page.goto(`/messages/${id}`);
  await log(page).getByRole("button", { name: /打开聊天记录/ }).last().click();
  await page.getByRole("dialog").getByText(/onerror/).first().waitFor();
  assert.deepEqual(await found(page), []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
