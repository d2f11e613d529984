// Somebody registers the device as a passkey, sees it, and takes it away again. The browser has an
// authenticator of its own, which answers as a telephone or a computer does.
// covers: APV-03
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, newPage, openBrowser, overflows, phone, still } from "./lib/browser.mjs";
import { button, leave } from "./lib/chat.mjs";
import { api, binary, password, startCompany } from "./lib/server.mjs";

const results = new URL("./results/", import.meta.url).pathname;
let server, byName, browser, people, admin;

before(async () => {
  mkdirSync(results, { recursive: true });
  [{ server, people, admin }, browser] = await Promise.all([startCompany(), openBrowser()]);
  // A passkey belongs to a name; browsers bind none to an address. This machine's own name needs no TLS.
  byName = { ...server, url: server.url.replace("127.0.0.1", "localhost") };
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Gives a page a device that verifies its user, or one that never does. */
async function device(page, verifies = true) {
  const line = await page.context().newCDPSession(page);
  await line.send("WebAuthn.enable");
  const { authenticatorId } = await line.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal",
    hasResidentKey: true, hasUserVerification: true, isUserVerified: verifies, automaticPresenceSimulation: true } });
  return {
    keys: async () => (await line.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
    away: () => line.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
}

async function register(page, name, typed = password) {
  await button(page, "添加通行密钥").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill(name);
  await dialog.getByLabel("登录密码").fill(typed);
  await button(dialog, "继续").click();
  return dialog;
}

const listed = async (who) => (await api(server, people[who].token, "GET", "/account/passkeys")).items;

test("a device is registered with the password, listed, and removed; the audit log tells both", async () => {
  const page = await newPage(browser, byName, { person: people[1003] });
  await page.goto("/settings/passkeys");
  await page.getByText("还没有通行密钥").waitFor();
  const mine = await device(page);

  const dialog = await register(page, "书房的电脑", "Nicht-mein-9!");
  await dialog.getByRole("alert").waitFor();
  assert.equal(await mine.keys(), 0, "the device was asked before the password was right");
  await dialog.getByLabel("登录密码").fill(password);
  await button(dialog, "继续").click();
  await page.getByText("已添加“书房的电脑”").waitFor();
  const row = page.getByRole("listitem").filter({ hasText: "书房的电脑" });
  await row.getByText(/还没有用过/).waitFor();
  assert.equal(await mine.keys(), 1);

  // The same device is not registered twice; another one is.
  const again = await register(page, "再来一次");
  await again.getByText("这台设备已经有你的通行密钥。").waitFor();
  await button(again, "取消").click();
  await mine.away();
  await device(page);
  await register(page, "手机");
  await page.getByText("已添加“手机”").waitFor();
  assert.deepEqual((await listed(1003)).map((k) => [k.name, k.place, k.state]), [["书房的电脑", "localhost", "active"], ["手机", "localhost", "active"]]);
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForFunction((t) => document.documentElement.dataset.theme === t, theme);
    await still(page);
    await page.screenshot({ path: `${results}passkeys-listed-${theme}.png` });
    assert.deepEqual(await axe(page), []);
  }
  assert.equal(await overflows(page), false);

  await row.getByRole("button", { name: "移除 书房的电脑" }).click();
  await button(page.getByRole("dialog"), "移除").click();
  await page.getByText("通行密钥已移除").waitFor(); // behind an open dialog there are no rows for anybody
  await row.waitFor({ state: "detached" });
  assert.deepEqual((await listed(1003)).map((k) => k.name), ["手机"]);
  const told = await api(server, admin, "GET", `/admin/audit?about_id=${people[1003].id}`);
  assert.deepEqual(told.items.map((r) => r.action).filter((a) => a.startsWith("passkey.")), ["passkey.remove", "passkey.enrol", "passkey.enrol"]);
  assert.deepEqual(page.faults, []);
  await leave(page);
});

test("a device that does not verify its user is not registered", async () => {
  const page = await newPage(browser, byName, { person: people[1004], viewport: phone });
  await page.goto("/settings/passkeys");
  await page.getByText("还没有通行密钥").waitFor();
  await device(page, false);
  const dialog = await register(page, "别人的手机");
  await dialog.getByText("设备没有完成验证，通行密钥没有添加。").waitFor();
  await still(page);
  await page.screenshot({ path: `${results}passkeys-refused-phone.png` });
  assert.deepEqual(await axe(page), []);
  assert.equal(await overflows(page), false);
  assert.deepEqual(await listed(1004), []);
  await leave(page);
});

test("where the address is no name, the page says so and offers nothing", async () => {
  const page = await newPage(browser, server, { person: people[1004] });
  await page.goto("/settings/passkeys");
  await page.getByText("在这里不能使用通行密钥").waitFor();
  assert.ok(await button(page, "添加通行密钥").isDisabled());
  await leave(page);
});

const plan = {
  name: { "zh-CN": "价格承诺（签名）", en: "Promise of a price" }, about: {}, serial: { prefix: "JG", date: "yyyy", digits: 4 }, category: "customers",
  fields: [{ id: "price", kind: "amount", label: { "zh-CN": "价格", en: "Price" }, required: true, currency: "CNY", decimals: 2 }],
  route: { steps: [{ id: "head", kind: "approve", name: { "zh-CN": "负责人签署", en: "Head" }, who: [{ kind: "superior", n: 1 }], how: "all", confirms: true }], nobody: "admin", self: "superior", same: "once" },
  effect: "", level: "passkey", who_may_apply: { all: true },
};

/** What the program says of a signed approval, with nothing but the public key. */
function verified(file, key) {
  const ran = spawnSync(binary, ["approval", "verify", "--json", file, "--key", key], { encoding: "utf8" });
  return { code: ran.status, report: JSON.parse(ran.stdout) };
}

test("a decision is signed with the device, and anybody proves it with the company's public key", async () => {
  const as = (who, method, path, body) => api(server, people[who].token, method, path, body);
  const { key } = await api(server, admin, "POST", "/admin/approval-templates", { key: "signed_price", definition: plan });
  const { version } = await as(1003, "GET", `/approval-templates/${key}`);
  const { id } = await as(1003, "POST", "/approvals", { id: crypto.randomUUID(), template: key, version, values: { price: "1234.50" } });

  const page = await newPage(browser, byName, { person: people[1002] });
  await page.goto("/settings/passkeys");
  await device(page);
  await register(page, "签字用");
  await page.getByText("已添加“签字用”").waitFor();
  await page.goto(`/approvals/${id}`);
  await button(page, "同意").click();
  const dialog = page.getByRole("dialog");
  await button(dialog, "确认同意").waitFor();
  await still(page);
  await page.screenshot({ path: `${results}passkeys-signing-light.png` });
  await button(dialog, "确认同意").click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("article").locator("header").getByText("已通过", { exact: true }).waitFor();

  const answer = await fetch(`${server.url}/api/v1/approvals/${id}/signed.json`, { headers: { authorization: `Bearer ${people[1003].token}` } });
  assert.equal(answer.status, 200);
  const [file, keys] = ["signed.json", "approval.key"].map((name) => join(server.data, name));
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  writeFileSync(keys, server.run("approval", "key").keys.join("\n"));
  const { code, report } = verified(file, keys);
  assert.deepEqual([code, report.problems, report.state], [0, [], "approved"]);
  const signed = report.records.find((r) => r.act === "approve");
  assert.deepEqual([signed.person.number, signed.level, signed.place], ["1002", "passkey", "localhost"]);
  assert.ok((await listed(1002))[0].used_at > 0);

  writeFileSync(file, readFileSync(file, "utf8").replace("1234.50", "1234.51"));
  const changed = verified(file, keys);
  assert.equal(changed.code, 1);
  assert.ok(changed.report.problems.some((p) => p.code === "record_content"), "another price is found");
  assert.deepEqual(page.faults, []);
  await leave(page);
});
