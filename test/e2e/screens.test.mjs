// Every screen in both sizes, light and dark: nothing that axe finds, nothing that sticks out, no key
// instead of words, no fault of the page. The pictures lie in results/ for people to look at.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { axe, cutOff, desktop, enterAs, newPage, openBrowser, overflows, phone, rawKeys, still } from "./lib/browser.mjs";
import { settle } from "./lib/company.mjs";
import { newcomer, screens } from "./lib/screens.mjs";
import { startServer } from "./lib/server.mjs";
import { wordsIn } from "./lib/words.mjs";

const results = new URL("./results/", import.meta.url).pathname;
const worlds = {};
let browser, empty;

before(async () => {
  mkdirSync(results, { recursive: true });
  [browser, empty] = await Promise.all([openBrowser({ looking: true }), startServer()]);
  const setup = empty.run("setup").url; // opening it does not use it up
  for (const language of ["zh-CN", "en"]) {
    const server = await startServer();
    worlds[language] = { server };
    const world = await settle(server, language);
    Object.assign(worlds[language], world, { t: wordsIn(language), setup });
  }
});
after(async () => {
  await browser?.close();
  await Promise.all([empty, ...Object.values(worlds).map((w) => w.server)].map((s) => s?.stop()));
});

// Each with a newcomer of its own, whose initial password nobody else renews. Where one goes by the
// system's colours, the light becomes dark without another way to the screen.
const looks = [
  { look: "desktop", newcomer: "1019", viewport: desktop, language: "zh-CN" },
  { look: "phone", newcomer: "1020", viewport: phone, language: "zh-CN" },
  { look: "desktop-english", newcomer: "1019", viewport: desktop, language: "en" },
  { look: "phone-english", newcomer: "1020", viewport: phone, language: "en" },
];

// A blank page between any two screens would cost a process each; but an address that differs only behind # would not be opened anew.
async function open(page, server, address) {
  const to = new URL(address, server.url);
  if (to.hash && to.pathname === new URL(page.url()).pathname) await page.goto("about:blank");
  await page.goto(to.href);
}

/** Turns the system's colours and waits until the page has followed. */
async function turn(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, colorScheme);
  await still(page);
}

// The word for another language stands in that language, and the product has one name.
const chinese = (page) => page.evaluate(() =>
  (document.body.innerText.match(/[\u4e00-\u9fff]+/g) ?? []).filter((w) => !["中文", "同轨", "简体中文"].includes(w)));

function see({ look, language, newcomer: number, ...options }) {
  // One page for all: what a screen leaves behind must not disturb the next.
  let page;
  for (const [name, who, address, arrive, { offline = false } = {}] of screens) {
    test(`${name}, ${look}`, async () => {
      const world = worlds[language];
      page ??= await newPage(browser, world.server, { ...options, language });
      page.faults.length = 0;
      const fresh = who === "newcomer" ? await newcomer(world.server, world, number) : undefined;
      await enterAs(page, world.server, fresh ?? world.people[who]);
      if (offline) await page.route("**/api/v1/**", (route) => route.abort("internetdisconnected"));
      try {
        await open(page, world.server, address({ ...world, newcomer: fresh }));
        await arrive(page, world);
        await still(page);
        const picture = (theme) => page.screenshot({ path: `${results}${name}-${look}-${theme}.png` });
        await picture("light");
        assert.equal(await overflows(page), false, "something sticks out sideways");
        assert.deepEqual(await cutOff(page), [], "words that do not fit");
        assert.deepEqual(await rawKeys(page), []);
        if (language === "en") assert.deepEqual(await chinese(page), []);
        else {
          assert.deepEqual(await axe(page), []);
          await turn(page, "dark");
          await picture("dark");
          assert.deepEqual(await axe(page, ["color-contrast"]), []);
        }
        assert.deepEqual(page.faults, []);
      } finally {
        await page.emulateMedia({ colorScheme: "light" }); // for the next one
        if (offline) await page.unroute("**/api/v1/**");
      }
    });
  }
}

// Two at a time: one draws while the other waits.
describe("every screen", { concurrency: 2 }, () => {
  for (const look of looks) describe(look.look, { concurrency: 1 }, () => see(look));
});
