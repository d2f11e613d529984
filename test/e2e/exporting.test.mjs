// A list of approvals in a file for spreadsheets: by the keyboard, while it takes long, and where it is refused.
// covers: APV-01
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { leave as leaveOf } from "./lib/approvals.mjs";
import { axe, newPage, openBrowser } from "./lib/browser.mjs";
import { button, leave } from "./lib/chat.mjs";
import { startCompany } from "./lib/server.mjs";

let server, browser, people;

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("a list is exported as it is narrowed, says that it is on its way, stops, and tells why it was refused", async () => {
  await leaveOf(server, people[1003], 2, "回老家");
  const page = await newPage(browser, server, { person: people[1003] });
  await page.goto("/approvals?box=mine&template=leave");
  await page.getByRole("list", { name: "我发起的", exact: true }).getByRole("link", { name: /请假/ }).waitFor();

  await button(page, "导出表格").focus();
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.equal(file.suggestedFilename(), "我发起的.xlsx");
  assert.equal((await readFile(await file.path())).subarray(0, 2).toString(), "PK");
  await page.getByText("已导出").waitFor();

  const asked = [];
  let answer;
  await page.route("**/approvals/export?*", (route) => {
    asked.push(new URL(route.request().url()).searchParams);
    return answer?.(route); // none: it takes long
  });
  await button(page, "导出表格").click();
  await button(page, "停止导出").waitFor();
  assert.deepEqual(await axe(page), []);
  await button(page, "停止导出").click();
  await button(page, "导出表格").waitFor();

  answer = (route) => route.fulfill({ status: 422, contentType: "application/problem+json",
    body: JSON.stringify({ status: 422, code: "approval.export_too_large", params: { max: 10000 }, title: "", detail: "" }) });
  await button(page, "导出表格").click();
  await page.getByText("导出失败").waitFor();
  await page.getByText(/一次最多导出 10,?000 条/).waitFor();
  assert.equal(asked[0].get("scope"), "mine");
  assert.equal(asked[0].get("template"), "leave");
  await leave(page);
});
