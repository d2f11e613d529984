// Approvals as they are handled: everything a form holds, signatures by hand, steps side by side, the document that proves it,
// somebody added before, handed on, returned to a step and to the applicant, and one after the other.
// covers: APV-01, APV-03
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { act, leave as leaveOf, publish, purchase, purchased } from "./lib/approvals.mjs";
import { axe, cutOff, newPage, openBrowser, overflows, phone, still } from "./lib/browser.mjs";
import { button, leave } from "./lib/chat.mjs";
import { png } from "./lib/pictures.mjs";
import { api, binary, password, startCompany } from "./lib/server.mjs";

let server, browser, people, form, signed;

before(async () => {
  let company;
  [company, browser] = await Promise.all([startCompany(), openBrowser()]);
  ({ server, people } = company);
  form = await publish(server, company.admin, purchase(people));
  signed = await publish(server, company.admin, purchase(people, true));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const as = (who, method, path, body) => api(server, who.token, method, path, body);
const open = async (who, path, options = {}) => {
  const page = await newPage(browser, server, { person: who, ...options });
  await page.goto(path);
  return page;
};
const line = (page) => page.getByRole("region", { name: "审批流程" });
const window = (page) => page.getByRole("dialog");
const stateOf = (page, words) => page.getByRole("article").locator("header").getByText(words, { exact: true });

async function looksRight(page) {
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" }); // what is reckoned anew is paler meanwhile
  await still(page);
  assert.equal(await overflows(page), false);
  assert.deepEqual(await cutOff(page), []);
  assert.deepEqual(await axe(page), []);
}

/** Writes by hand where the window asks for it. */
async function sign(page) {
  const pad = window(page).last().locator("canvas");
  await pad.waitFor();
  await still(page);
  const { x, y } = await pad.boundingBox();
  await page.mouse.move(x + 40, y + 50);
  await page.mouse.down();
  for (let i = 1; i < 12; i++) await page.mouse.move(x + 40 + i * 12, y + 50 + (i % 3) * 20);
  await page.mouse.up();
  await button(page, "使用此签名").click();
  await pad.waitFor({ state: "detached" });
}

async function more(page, what) {
  await button(page, "更多").click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

async function choose(page, within, name) {
  await within.getByRole("button", { name: "选择人员" }).click();
  const picker = window(page).last();
  await picker.getByRole("combobox").fill(name);
  await picker.getByRole("option", { name: new RegExp(name) }).click();
  const enough = picker.getByRole("button", { name: /^确定/ });
  if ((await enough.count()) > 0) await enough.click();
}

/** Does what the window of an act is about. */
async function go(page, name, words) {
  const dialog = window(page);
  await button(dialog, name).waitFor();
  if (words) await dialog.getByRole("textbox", { name: /审批意见|原因|说明/ }).fill(words);
  const secret = dialog.getByLabel("登录密码");
  if ((await secret.count()) > 0) await secret.fill(password);
  await button(dialog, name).click();
  await dialog.waitFor({ state: "detached" });
}

test("a form with files, pictures, a related approval and a signature goes to whom its applicant chose", async () => {
  await leaveOf(server, people[1003], 1, "看牙");
  const page = await open(people[1003], `/approvals/new/${form.key}`);
  await page.getByLabel("设备", { exact: true }).fill("示波器");
  await page.getByLabel("金额").fill("12800");
  const inputs = page.locator("input[type=file]");
  await inputs.nth(0).setInputFiles([{ name: "报价单.txt", mimeType: "text/plain", buffer: Buffer.from("一台 12800") }]);
  await inputs.nth(1).setInputFiles([{ name: "照片.png", mimeType: "image/png", buffer: png(60, 40) }]);
  await button(page, "选择审批单").click();
  await window(page).getByText(/看牙/).click();
  await looksRight(page);
  await button(page, "确定（1）").click();
  await button(page, "手写签名").click();
  await sign(page);
  const way = page.getByRole("complementary", { name: "审批流程" });
  await way.getByText("并行").nth(1).waitFor();
  await way.getByText("唐一诺").waitFor(); // who is only told
  await button(page, "提交审批").click();
  await way.getByText("此项必填。").waitFor();
  await choose(page, way, "柳明溪");
  await button(page, "提交审批").click();
  await stateOf(page, "审批中").waitFor();
  await page.getByRole("img", { name: /申请人签名/ }).waitFor();
  await page.getByText("报价单.txt").waitFor();
  await page.getByRole("article").getByRole("link", { name: /请假/ }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("box"), "mine");
  await leave(page);
});

test("one signs by hand with a phrase of one's own, the next one opens by itself, and the document proves what was decided", async () => {
  const one = await purchased(server, people[1003], signed, [people[1004]]);
  const page = await open(people[1004], "/approvals");
  await as(people[1004], "PUT", "/approval-phrases", { approve: ["同意", "请抓紧"], reject: [] });
  const last = await purchased(server, people[1003], signed, [people[1004]]);
  await page.getByRole("link", { name: /设备采购/ }).nth(1).click();
  await page.waitForURL(`**/approvals/${one.id}`);
  await button(page, "同意").click();
  const dialog = window(page);
  await button(dialog, "请抓紧").click();
  await dialog.getByRole("textbox", { name: /审批意见/ }).fill("照此办理");
  await button(dialog, "存为常用语").click();
  await button(dialog, "编辑常用语").click();
  await button(dialog, "上移第 3 条").click();
  await button(dialog, "删除第 1 条").click();
  await looksRight(page);
  await dialog.getByLabel("常用语 1", { exact: true }).press("Enter");
  await dialog.getByRole("list", { name: "常用语" }).getByRole("button").nth(1).waitFor();
  assert.deepEqual((await as(people[1004], "GET", "/approval-phrases")).approve, ["照此办理", "请抓紧"]);
  await button(dialog, "手写签名").click();
  await sign(page);
  await dialog.getByRole("img", { name: /手写签名/ }).waitFor();
  await go(page, "确认同意");
  await page.waitForURL(`**/approvals/${last.id}`);
  await page.getByRole("tab", { name: /待我审批.*2/ }).waitFor(); // this one, and the first again: the law is theirs too
  assert.deepEqual((await as(people[1004], "GET", "/library")).items, [], "a signature is no file to keep");

  // Two steps at once, then the one after both.
  await act(server, people[1005], one.id, "approve");
  await page.goto(`/approvals/${one.id}?box=decided`); // from where nothing opens by itself
  await line(page).getByText("并行").nth(1).waitFor();
  await button(page, "同意").click();
  await go(page, "确认同意");
  await act(server, people[1001], one.id, "approve");
  await stateOf(page, "已通过").waitFor();

  const saved = {};
  for (const [item, file] of [["下载 PDF", "a.pdf"], ["下载签名文件", "a.json"]]) {
    await button(page, "下载与打印").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: item }).click()]);
    saved[file] = join(server.data, file);
    await download.saveAs(saved[file]);
  }
  assert.match(readFileSync(saved["a.pdf"], "latin1").slice(0, 5), /%PDF-/);
  const key = join(server.data, "approval.key");
  writeFileSync(key, execFileSync(binary, ["approval", "key", "--data", server.data]));
  const verify = () => execFileSync(binary, ["approval", "verify", saved["a.json"], "--key", key], { encoding: "utf8", stdio: "pipe" });
  assert.match(verify(), /Nothing was changed/);
  const bytes = readFileSync(saved["a.json"]);
  bytes[bytes.indexOf("12800")] ^= 1;
  writeFileSync(saved["a.json"], bytes);
  assert.throws(verify, ({ stdout }) => /NOT WHAT WAS SIGNED/.test(stdout));
  await leave(page);
});

test("somebody is added before, a turn is handed on, it goes back to a step, and to the applicant, who chooses others", async () => {
  const { id } = await purchased(server, people[1003], form, [people[1002]]);
  const page = await open(people[1002], `/approvals/${id}`, { viewport: phone });
  await more(page, "加签");
  await choose(page, window(page), "唐一诺");
  await window(page).getByText("前加签", { exact: true }).click();
  await looksRight(page);
  await go(page, "加签", "先请一诺看");
  await button(page, "同意").waitFor({ state: "detached" });
  await act(server, people[1006], id, "approve");
  await button(page, "同意").waitFor();
  await act(server, people[1002], id, "approve");
  await line(page).getByText("财务审核").waitFor();

  const law = await open(people[1004], `/approvals/${id}?box=decided`); // from where nothing opens by itself
  await act(server, people[1005], id, "transfer", { to: [people[1006].id], text: "请代为审核" });
  await line(law).getByText("已转交").waitFor();
  await more(law, "退回");
  await window(law).getByLabel("退回到").selectOption({ label: "经办确认" });
  await go(law, "退回", "型号写清楚");
  await line(law).getByText("第 2 轮").first().waitFor();

  await button(page, "同意").waitFor();
  await more(page, "退回");
  await go(page, "退回", "换人确认");
  const own = await open(people[1003], `/approvals/${id}?box=mine`);
  await own.getByText("柳明溪 退回了这项审批").waitFor();
  await button(own, "修改后重新提交").click();
  const again = window(own).getByRole("group", { name: /由你选择/ });
  await again.getByText("柳明溪").waitFor();
  await button(again, "移除 柳明溪").click();
  await choose(own, again, "唐一诺");
  await looksRight(own);
  await window(own).getByText("从头审批", { exact: true }).click();
  await go(own, "提交");
  await line(own).getByText("唐一诺").last().waitFor();
  assert.equal((await as(people[1006], "GET", "/approvals?box=waiting")).items.length, 1);
  await own.getByRole("textbox", { name: "评论" }).fill("型号已补");
  await button(own, "发表").click();
  await own.getByRole("region", { name: "评论与抄送" }).getByRole("listitem").getByText("型号已补").waitFor();
  await leave(page, law, own);
});
