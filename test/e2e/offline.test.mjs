// A phone without a network: what was seen can be read, and what is written goes out afterwards.
// covers: MSG-01
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser, phone } from "./lib/browser.mjs";
import { box, button, group, leave, log, message, openChat, post, ready, row, say } from "./lib/chat.mjs";
import { api, startCompany, until } from "./lib/server.mjs";

let server, browser, people, seen, unseen;

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
  seen = await group(server, people[1002], "现场支持", [people[1003]]);
  unseen = await group(server, people[1002], "从未打开", [people[1003]]);
  await post(server, people[1003], seen.id, "温控箱在三号门");
  await post(server, people[1003], unseen.id, "这一条没有看过");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The build is on the device, and what is on the screen is kept. */
async function kept(page, words) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(() => page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("tonggui-build-"));
    return names.length === 1 && (await (await caches.open(names[0])).keys()).length > 20;
  }), "the build to be kept");
  await until(() => page.evaluate((text) => new Promise((done) => {
    const account = localStorage.getItem("tonggui.kept");
    if (account === null) return done(false);
    const opening = indexedDB.open(`tonggui-kept-${account}`);
    opening.onerror = () => done(false);
    opening.onsuccess = () => {
      const db = opening.result;
      if (!db.objectStoreNames.contains("kept")) return db.close(), done(false);
      const all = db.transaction("kept").objectStore("kept").getAll();
      all.onsuccess = () => (db.close(), done(JSON.stringify(all.result).includes(text)));
    };
  }), words), "what was seen to be kept");
}

/** What a person does while the server cannot be reached. */
async function withoutNetwork(work) {
  await server.down();
  try {
    await work();
  } finally {
    await server.up();
  }
}

test("the client starts without a network, shows what was seen, and sends when the network is back", async () => {
  const page = await openChat(browser, server, people[1002], seen.id, { viewport: phone, worker: true });
  await message(page, "温控箱在三号门").waitFor();
  await kept(page, "温控箱在三号门");

  await withoutNetwork(async () => {
    await page.goto("/messages");
    await row(page, /现场支持/).click();
    await message(page, "温控箱在三号门").waitFor();
    await ready(page);
    await say(page, "收到，我从三号门进");
    await log(page).getByText("收到，我从三号门进").waitFor();
    await page.reload();
    await log(page).getByText("收到，我从三号门进").waitFor();
    await page.getByText(/正在连接|重新连接|没有网络/).first().waitFor();
  });

  const stored = () => api(server, people[1003].token, "GET", `/conversations/${seen.id}/messages?limit=50`).then((p) => p.items);
  await until(async () => JSON.stringify(await stored()).includes("我从三号门进"), "the message to go out");
  const times = (await stored()).filter((m) => JSON.stringify(m.content ?? "").includes("我从三号门进")).length;
  assert.equal(times, 1, "what waited is sent once");
  await leave(page);
});

test("a conversation that was never seen says so without a network", async () => {
  const page = await openChat(browser, server, people[1002], seen.id, { worker: true });
  await kept(page, "温控箱在三号门");
  await withoutNetwork(async () => {
    await page.goto(`/messages/${unseen.id}`);
    await button(page, "重试").waitFor();
    assert.equal(await log(page).count(), 0, "nothing stands where nothing was seen");
  });
  await message(page, "这一条没有看过").waitFor();
  await leave(page);
});

test("signing out leaves nothing on the device", async () => {
  const page = await openChat(browser, server, people[1003], seen.id, { worker: true });
  await kept(page, "温控箱在三号门");
  await page.getByRole("button", { name: /高远舟/ }).first().click();
  await page.getByRole("menuitem", { name: "退出登录" }).or(button(page, "退出登录")).first().click();
  await page.waitForURL(/\/login/);
  await until(() => page.evaluate(async () => localStorage.getItem("tonggui.kept") === null
    && !(await indexedDB.databases()).some(({ name }) => name.startsWith("tonggui-kept-"))), "what was kept to be gone");
  await withoutNetwork(async () => {
    await page.goto("/messages");
    await button(page, "重试").waitFor();
    assert.equal(await page.getByText("温控箱在三号门").count(), 0);
  });
  await leave(page);
});

test("the client can be installed", async () => {
  const page = await newPage(browser, server, {});
  await page.goto("/login");
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector("link[rel=manifest]");
    const answer = await fetch(link.href);
    return { type: answer.headers.get("content-type"), body: await answer.json() };
  });
  assert.equal(manifest.type, "application/manifest+json");
  assert.equal(manifest.body.display, "standalone");
  for (const icon of manifest.body.icons) {
    const [size, there] = await page.evaluate(async (src) => {
      const picture = new Image();
      picture.src = src;
      await picture.decode();
      return [`${picture.naturalWidth}x${picture.naturalHeight}`, picture.complete];
    }, icon.src);
    assert.ok(there);
    assert.equal(size, icon.sizes);
  }
  await leave(page);
});
