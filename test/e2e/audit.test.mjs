// The audit log in the hands of who watches it, and of everybody whom it is about.
// covers: SEC-03
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { newPage, openBrowser, phone } from "./lib/browser.mjs";
import { button } from "./lib/chat.mjs";
import { api, moveIn, password, setUp, startServer, until } from "./lib/server.mjs";

let server, browser, admin, people, ming, yuan;
const folder = mkdtempSync(join(tmpdir(), "tonggui-audit-"));

before(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  admin = { token: await setUp(server) };
  people = await moveIn(server, admin.token);
  [ming, yuan] = [people[1002], people[1003]];
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

const records = (page) => page.getByRole("list", { name: "记录" }).getByRole("listitem");

/** The log signs every few seconds; a record can be proven from then on. */
const signed = (token, action) =>
  until(async () => {
    const { items } = await api(server, token, "GET", "/audit/mine");
    const one = items.find((r) => r.action === action);
    return one && (await api(server, token, "GET", `/audit/records/${one.id}/proof`).then(() => true, () => false));
  });

test("an administrator appoints who watches, and stands in no longer", async () => {
  const page = await newPage(browser, server, { person: admin });
  await page.goto("/admin/audit");
  await page.getByText("公司还没有审计管理员").waitFor();
  await records(page).first().waitFor();
  await page.goto("/admin/people?q=1003");
  await page.getByRole("button", { name: /1003|操作/ }).last().click();
  await page.getByRole("menuitem", { name: "设置角色" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("目前由系统管理员代行").waitFor();
  await dialog.getByRole("checkbox", { name: /系统管理员/ }).check();
  await dialog.getByRole("checkbox", { name: /审计管理员/ }).check();
  assert.equal(await dialog.getByRole("checkbox", { name: /系统管理员/ }).isChecked(), false, "they exclude one another");
  await dialog.getByRole("textbox").fill("内审");
  await button(dialog, "保存").click();
  await page.getByText(/^已更新.*的角色$/).waitFor();
  assert.deepEqual((await api(server, admin.token, "GET", "/session")).stands_in, ["security_admin"]);
  await assert.rejects(api(server, admin.token, "GET", "/admin/audit"), /access\.denied/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("who watches finds a record, proves it, and takes the whole log along", async () => {
  const reason = { reason: "手机遗失" };
  await api(server, admin.token, "POST", `/admin/people/${ming.id}/freeze`, reason);
  await api(server, admin.token, "POST", `/admin/people/${ming.id}/unfreeze`, reason);
  Object.assign(ming, await api(server, null, "POST", "/session", { number: "1002", password }));
  await signed(ming.token, "account.freeze");
  const page = await newPage(browser, server, { person: yuan });
  await page.goto("/admin/audit");
  await page.getByLabel("动作").selectOption("account.freeze");
  await button(page, "关于谁 全部").click();
  await page.getByRole("dialog").getByRole("combobox").fill("1002");
  await page.getByRole("dialog").getByRole("option").first().click();
  await page.waitForURL(/about=/);
  await records(page).nth(1).waitFor();
  assert.equal(await records(page).count(), 2);
  await records(page).first().getByRole("button").click();
  await button(page.getByRole("dialog"), "取得证明并核验").click();
  await page.getByRole("dialog").getByText("核验通过").waitFor();
  await button(page.getByRole("dialog"), "关闭").click();
  await page.getByRole("tab", { name: "签名与存证" }).click();
  await page.getByText("检查点还没有存到服务器以外").waitFor();
  await page.getByRole("switch", { name: "包含所有消息的哈希" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出日志" }).click();
  const [log, key] = [join(folder, "log.jsonl"), join(folder, "audit.key")];
  await (await saving).saveAs(log);
  writeFileSync(key, server.run("audit", "key").keys.join("\n"));
  assert.equal(server.run("audit", "verify", log, "--key", key).ok, true);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("everybody sees who looked at their data, and proves it on their own", async () => {
  const page = await newPage(browser, server, { person: ming, viewport: phone });
  await page.goto("/settings");
  await page.getByRole("link", { name: "谁看过我的数据" }).click();
  const looks = page.getByRole("list", { name: "他人查看或更改我的数据" }).getByRole("listitem");
  const freezing = looks.filter({ hasText: "冻结或解冻账号" });
  await freezing.nth(1).waitFor();
  // That the log was searched for what concerns this person is told, too.
  await looks.filter({ hasText: "查看审计日志" }).first().waitFor();
  await button(freezing.first(), "核验").click();
  await button(page.getByRole("dialog"), "取得证明并核验").click();
  await page.getByRole("dialog").getByText("核验通过").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
