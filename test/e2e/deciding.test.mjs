// What others do while somebody has the window of a decision open, and what administrators take out of the statistics.
// covers: APV-01
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { leave as leaveOf } from "./lib/approvals.mjs";
import { axe, newPage, openBrowser } from "./lib/browser.mjs";
import { button, leave } from "./lib/chat.mjs";
import { api, startCompany } from "./lib/server.mjs";

let server, browser, admin, people;

before(async () => {
  let token;
  [{ server, people, admin: token }, browser] = await Promise.all([startCompany(), openBrowser()]);
  admin = { token };
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const as = (who, method, path, body) => api(server, who.token, method, path, body);

test("a remark keeps nobody from deciding; what was done since is named, and what was typed stays", async () => {
  const { id, version } = await leaveOf(server, people[1003], 2, "回老家");
  const page = await newPage(browser, server, { person: people[1002] });
  await page.goto(`/approvals/${id}?box=waiting`);
  await button(page, "同意").click();
  const dialog = page.getByRole("dialog");
  const opinion = dialog.getByRole("textbox", { name: "审批意见（选填）" });
  await opinion.fill("路上小心");

  await as(people[1003], "POST", `/approvals/${id}/acts`, { kind: "comment", version, text: "票已买好" });
  await page.getByText("票已买好").waitFor({ state: "attached" });
  assert.equal(await dialog.getByText("你打开之后，这份审批有变化").count(), 0);

  await as(people[1003], "POST", `/approvals/${id}/acts`, { kind: "withdraw", version });
  await dialog.getByText("你打开之后，这份审批有变化").waitFor();
  await dialog.getByText(/撤回申请/).waitFor();
  await dialog.getByText(/这一步已不需要你处理/).waitFor();
  assert.equal(await opinion.inputValue(), "路上小心");
  assert.equal(await button(dialog, "确认同意").isDisabled(), true);
  assert.deepEqual(await axe(page), []);
  await leave(page);
});

test("who administers exports all approvals of the days that are shown", async () => {
  const page = await newPage(browser, server, { person: admin });
  await page.goto("/admin/approvals");
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, "导出全部审批").click()]);
  assert.equal(file.suggestedFilename(), "全部审批.xlsx");
  assert.equal((await readFile(await file.path())).subarray(0, 2).toString(), "PK");
  await page.getByText("已导出").waitFor();
  await leave(page);
});
