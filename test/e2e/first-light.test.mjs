// A company moves in, on the screen: the one-time link, the roster, the first login.
// covers: ACC-02, ACC-03, ACC-04, ACC-05, ORG-01
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser } from "./lib/browser.mjs";
import { api, csv, password, roster, startCompany, startServer } from "./lib/server.mjs";

let server, empty, browser, admin, people;

before(async () => {
  [{ server, admin, people }, empty, browser] = await Promise.all([startCompany(), startServer(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), empty?.stop()]);
});

const formula = '=HYPERLINK("http://example.com")';
const markup = "<img src=x onerror=document.title='ran'>";
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function choosePassword(page, chosen, submit) {
  await page.getByLabel("新密码", { exact: true }).fill(chosen);
  await page.getByLabel("再次输入新密码").fill(chosen);
  await button(page, submit).click();
}

test("a company begins: one-time link, faulty roster, slips, sealed link, a password of one's own, chat", async () => {
  const page = await newPage(browser, empty);
  const link = empty.run("setup").url;
  await page.goto(link);
  await page.getByLabel("公司名称").fill("远山仪器");
  await page.getByLabel("你的工号").fill("admin");
  await page.getByLabel("你的姓名").fill("管理员");
  await choosePassword(page, password, "建立并登录");
  await page.getByText("还没有会话").waitFor();
  assert.ok(!page.url().includes("#"), "the token is gone from the address bar");

  await page.goto("/admin/import");
  const rows = [...roster,
    ["1007", `"${formula.replaceAll('"', '""')}"`, "远山仪器/销售部", "销售", "13800000007", "", "1005", "在职"],
    ["1008", markup, "远山仪器/销售部", "销售", "13800000008", "", "1005", "在职"],
    ["1003", "高远舟", "远山仪器/研发部", "工程师", "13800000003", "", "1002", "在职"]];
  await page.locator("input[type=file]").setInputFiles({ name: "花名册.csv", mimeType: "text/csv", buffer: csv(rows) });
  await page.getByText(/行有问题，不会写入/).waitFor();
  await page.getByRole("radio", { name: /有问题/ }).check({ force: true });
  await page.getByText(formula).first().waitFor();
  await page.getByText(markup).first().waitFor();
  assert.equal(await page.locator("img").count(), 0, "a cell is text and never markup");
  for (const why of [/会被表格软件当作公式/, /含有网页标记/]) await page.getByText(why).first().waitFor();
  assert.equal((await api(empty, await adminOf(empty), "GET", "/admin/people")).items.length, 1, "nothing was written yet");

  await button(page, "应用导入").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /全部正确才写入/ }).check();
  assert.ok(await button(dialog, "应用导入").isDisabled(), "all or nothing is refused while something is wrong");
  await dialog.getByRole("radio", { name: /写入全部正确的行/ }).check();
  await button(dialog, "应用导入").click();
  await page.getByText(/^已完成：新增 \d+ 人/).waitFor();
  await button(page, "发放初始密码").click();
  await button(page.getByRole("dialog"), "生成").click();
  const slips = page.getByRole("dialog", { name: "初始密码条" });
  await slips.getByText("单小满").waitFor();
  assert.equal(await slips.getByText(markup).count(), 0, "nothing wrong gets in");
  const [file] = await Promise.all([page.waitForEvent("download"), button(slips, "下载 CSV（含登录链接）").click()]);
  const sealed = (await textOf(file)).match(/http[^",\s]*\/welcome#1004\.[0-9A-Z-]+/)?.[0];
  assert.ok(sealed, "the sealed link of 1004 is in the file");
  assert.deepEqual(page.faults, []);
  await page.context().close();

  const again = await newPage(browser, empty);
  await again.goto(link);
  await again.getByText("这个链接不能使用").waitFor();
  await again.context().close();

  const person = await newPage(browser, empty);
  await person.goto(sealed);
  await button(person, "开始使用").click();
  await person.getByText("设置你的密码").waitFor();
  for (const path of ["/departments", "/conversations", "/people?q=g", "/sessions"]) {
    const held = await person.evaluate((p) => fetch(`/api/v1${p}`).then((r) => r.json()), path);
    assert.equal(held.code, "account.must_change_password", path);
  }
  for (const path of ["/messages", "/directory"]) {
    await person.goto(path);
    await person.waitForURL(/\/password$/);
  }
  // After the reload only the person knows the initial password.
  await person.getByLabel("初始密码", { exact: true }).fill(sealed.split("1004.")[1]);
  await choosePassword(person, "short", "保存密码");
  await person.waitForURL(/\/password$/);
  await choosePassword(person, "password1!", "保存密码");
  await person.getByText(/太常见|常见/).first().waitFor();
  await choosePassword(person, password, "保存密码");
  await person.getByText("还没有会话").waitFor();
  await person.goto("/directory");
  await person.getByRole("textbox", { name: "搜索姓名、拼音、工号" }).fill("gyz");
  await person.getByRole("option", { name: /高远舟/ }).click();
  await button(person, "发消息").click();
  await person.waitForURL(/\/messages\/.+/);
  await person.getByRole("textbox", { name: "发送给 高远舟" }).waitFor();
  assert.deepEqual(person.faults, []);
  await person.context().close();

  const late = await newPage(browser, empty);
  await late.goto(sealed);
  await button(late, "开始使用").click();
  await late.getByText("这个链接已经失效").waitFor();
  await late.context().close();
});

const adminOf = async (of) => (await api(of, null, "POST", "/session", { number: "admin", password })).token;

async function textOf(download) {
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

test("the directory finds by initials, pinyin, name and number", async () => {
  const page = await newPage(browser, server, { person: people[1002] });
  await page.goto("/directory");
  const box = page.getByRole("textbox", { name: "搜索姓名、拼音、工号" });
  for (const typed of ["gyz", "gaoyuanzhou", "高远", "1003"]) {
    await box.fill(typed);
    await page.getByRole("listbox").getByRole("option", { name: /高远舟.*1003/ }).waitFor();
  }
  // A surname with a reading of its own.
  await box.fill("zengrg");
  await page.getByRole("option", { name: /曾若谷/ }).waitFor();
  await page.getByRole("option", { name: /曾若谷/ }).click();
  await page.getByRole("article", { name: "曾若谷 的信息" }).getByText("1005@example.com").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a frozen person is out of every open page at once, and is told why", async () => {
  const pages = await Promise.all([newPage(browser, server), newPage(browser, server)]);
  for (const page of pages) {
    await page.goto("/login");
    await page.getByLabel("工号").fill("1004");
    await page.getByLabel("密码", { exact: true }).fill(password);
    await button(page, "登录").click();
    await page.getByText("还没有会话").waitFor();
  }
  const desk = await newPage(browser, server, { person: { token: admin } });
  await desk.goto("/admin/people");
  await button(desk, "对单小满的操作").click();
  await desk.getByRole("menuitem", { name: "冻结账号" }).click();
  await desk.getByLabel("原因").fill("证件遗失，暂停使用");
  await button(desk.getByRole("dialog"), "冻结账号").click();
  await desk.getByText("已冻结单小满的账号").waitFor();
  // No minute's wait for a next call: the page that only stands there is put out as well.
  for (const page of pages) {
    await page.waitForURL(/\/login/, { timeout: 5000 });
    await page.getByText("你的账号已被冻结。请联系公司的人力资源部或 IT 部门。").waitFor();
    await page.getByLabel("工号").fill("1004");
    await page.getByLabel("密码", { exact: true }).fill(password);
    await button(page, "登录").click();
    await page.getByText("该账号已被冻结").waitFor();
    assert.match(page.url(), /\/login/);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
  assert.deepEqual(desk.faults, []);
  await desk.context().close();
});
