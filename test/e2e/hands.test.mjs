// By a thumb on a phone, and by nothing but keys.
// covers: MSG-01, ORG-01
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newPage, openBrowser, phone } from "./lib/browser.mjs";
import { box, button, direct, group, leave, log, message, openChat, post, row } from "./lib/chat.mjs";
import { startCompany, until } from "./lib/server.mjs";

let server, browser, people, team;

before(async () => {
  [{ server, people }, browser] = await Promise.all([startCompany(), openBrowser()]);
  team = await group(server, people[1002], "样机联调", [people[1003], people[1004]]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const focused = (locator) => until(() => locator.evaluate((el) => el === document.activeElement), `the focus on ${locator}`);

/** A finger that is laid down and stays until what it opens is there. */
async function hold(page, locator, opened) {
  const at = await locator.boundingBox();
  const x = at.x + at.width / 2;
  const y = at.y + at.height / 2;
  const client = await page.context().newCDPSession(page);
  await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
  await opened.waitFor();
  await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

test("on a phone one goes from the list into a conversation and back, and a long press opens a sheet", async () => {
  await post(server, people[1003], team.id, "温控箱到了");
  const page = await newPage(browser, server, { person: people[1002], viewport: phone });
  await page.goto("/messages");
  const tabs = page.getByRole("navigation", { name: "主导航" });
  await tabs.waitFor();
  await row(page, "样机联调").tap();
  await message(page, "温控箱到了").waitFor();
  assert.equal(await tabs.count(), 0, "the conversation has the screen for itself");
  const copy = page.getByRole("menuitem", { name: "复制" });
  await hold(page, message(page, "温控箱到了"), copy);
  const sheet = await page.getByRole("menu").boundingBox();
  assert.ok(sheet.x <= 12 && sheet.width >= 360 && sheet.y + sheet.height >= 820, `the menu is a sheet from below: ${JSON.stringify(sheet)}`);
  await page.keyboard.press("Escape");
  await copy.waitFor({ state: "detached" });

  await box(page).fill("我下来接");
  await button(page, "发送").tap();
  await message(page, "我下来接").waitFor();
  await button(page, "返回").tap();
  await page.waitForURL(/\/messages$/);
  await tabs.waitFor();
  await row(page, "样机联调").tap();
  await page.goBack();
  await page.waitForURL(/\/messages$/);
  const pin = page.getByRole("menuitem", { name: "置顶" });
  await hold(page, row(page, "样机联调"), pin);
  await pin.tap();
  await row(page, "样机联调").getByLabel("已置顶").waitFor();
  assert.match(page.url(), /\/messages$/, "holding a row does not open it");
  await leave(page);
});

test("with keys alone: search, choose, send, look at the menu, and the focus comes back", async () => {
  await direct(server, people[1002], people[1003]);
  const page = await newPage(browser, server, { person: people[1002] });
  const key = (...keys) => keys.reduce((before, k) => before.then(() => page.keyboard.press(k)), Promise.resolve());
  await page.goto("/messages");
  await row(page, "样机联调").waitFor();
  await key("Control+k");
  await focused(page.getByRole("combobox"));
  await page.keyboard.type("zrg");
  await page.getByRole("dialog").getByRole("option", { name: /曾若谷/ }).waitFor();
  await key("Enter");
  await box(page).waitFor();
  await focused(box(page));
  await page.keyboard.type("合同看过了");
  await key("Enter");
  await message(page, "合同看过了").waitFor();
  await log(page).getByText(/未读|已读/).waitFor();

  // Back from the box to the messages, to the newest, its menu, down it, and out again.
  await log(page).focus();
  await key("ArrowUp");
  const bubble = log(page).locator("[data-message]").last();
  await focused(bubble);
  await key("Enter");
  const menu = page.getByRole("menu");
  await menu.waitFor();
  await until(async () => (await menu.locator("[data-highlighted]").count()) === 1 || (await key("ArrowDown"), false), "an item to be marked");
  const marked = () => menu.locator("[data-highlighted]").innerText();
  const first = await marked();
  await key("ArrowDown");
  await until(async () => (await marked()) !== first, "the next item");
  await key("Escape");
  await menu.waitFor({ state: "detached" });
  await focused(bubble);

  const plus = button(page, "新建");
  await plus.focus();
  await key("ArrowDown");
  await page.getByRole("menuitem", { name: "发起群聊" }).waitFor();
  await key("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  await focused(plus);
  await key("Control+k");
  await focused(page.getByRole("combobox"));
  await key("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await focused(plus);
  await leave(page);
});

test("the arrow up in an empty box edits what was said last", async () => {
  const page = await openChat(browser, server, people[1003], team.id);
  await box(page).fill("样品三件");
  await box(page).press("Enter");
  await log(page).getByText("暂无人已读").last().waitFor();
  await box(page).press("ArrowUp");
  await page.getByText("编辑消息").waitFor();
  await until(async () => (await box(page).inputValue()) === "样品三件", "the text in the box");
  await box(page).press("Escape");
  await until(async () => (await box(page).inputValue()) === "", "the box to be empty again");
  await leave(page);
});
