// Debian's Chromium, driven as a person would.
import { existsSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  // A microphone that beeps, and that nobody is asked about.
  "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

// The list of the address bar, loaded unseen with every page, is a sixth of all the work of a short test.
// Chromium takes the last list only, so what Playwright switches off is switched off here too.
flags.push(`--disable-features=${["WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
  "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"].join(",")}`);

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

const executable = (...paths) => process.env.CHROMIUM ?? paths.find(existsSync);
const whole = executable("/usr/bin/chromium", "/usr/bin/chromium-headless-shell");
// The same engine without windows: opening a page takes it half the work.
const shell = executable("/usr/bin/chromium-headless-shell", "/usr/bin/chromium");

/**
 * With `microphone`, the browser has one that hums, and nobody is asked whether it may be used. `looking`
 * is for pages that are looked at more than used: it takes less work, and is no browser that people have.
 */
export const openBrowser = ({ microphone = false, looking = false } = {}) => chromium.launch({
  executablePath: looking ? shell : whole,
  args: microphone ? [...flags, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"] : flags });

/**
 * A page in a context of its own. A fault of the page (an exception, a refusal by the content policy)
 * is collected in page.faults, which a test asserts to be empty.
 */
export async function newPage(browser, server, { viewport = desktop, dark = false, language = "zh-CN", person, worker = false, policy = true } = {}) {
  const context = await browser.newContext({ viewport, locale: language, colorScheme: dark ? "dark" : "light", bypassCSP: !policy,
    serviceWorkers: worker ? "allow" : "block", hasTouch: viewport.width < 768, isMobile: viewport.width < 768, timezoneId: "Asia/Shanghai",
    baseURL: server.url });
  const page = await context.newPage();
  if (person) await enterAs(page, server, person);
  page.setDefaultTimeout(20_000);
  page.faults = [];
  page.on("pageerror", (e) => page.faults.push(String(e)));
  page.on("console", (m) => {
    if (m.type() === "error" && !/status of 4\d\d|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_(?:REFUSED|FAILED)|Offline: no answer|WebSocket connection/.test(m.text())) page.faults.push(m.text());
  });
  return page;
}

/** From the next page on, the browser is this person's, or nobody's. */
export async function enterAs(page, server, person) {
  await page.context().clearCookies();
  if (person) {
    await page.context().addCookies([{ name: "tonggui_session", value: person.token, url: server.url, httpOnly: true, sameSite: "Strict" }]);
  }
}

/** Waits until nothing moves any more that will ever stand still. */
export const still = (page) => page.evaluate(async () => {
  const moving = () => document.getAnimations().filter((a) => a.playState === "running" && a.effect?.getTiming().iterations !== Infinity);
  for (let now = moving(); now.length > 0; now = moving()) await Promise.all(now.map((a) => a.finished.catch(() => {})));
});

/** What axe finds by WCAG 2.1 A and AA, in one line each; or only what it finds in the colours. */
export async function axe(page, rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]) {
  // There are no frames, and the legacy mode spares a page of its own for each look.
  const found = await new AxeBuilder({ page }).setLegacyMode()
    .options({ resultTypes: ["violations"], runOnly: rules }).analyze();
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(" | ")}`);
}

/** Whether anything sticks out of the window sideways. */
export const overflows = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** Controls and headings whose words do not fit into them, and lie over or under what stands beside. */
export const cutOff = (page) => page.evaluate(() => [...document.querySelectorAll("button, [role=tab], [role=menuitem], label, h1, h2, h3")]
  .filter((el) => el.offsetParent !== null && el.clientWidth > 1 && el.scrollWidth > el.clientWidth + 1 && getComputedStyle(el).textOverflow !== "ellipsis")
  .map((el) => `${el.tagName} ${el.innerText || el.ariaLabel}`));

/** Catalogue keys that are shown instead of their words. */
export const rawKeys = (page) => page.evaluate(() => {
  const text = document.body.innerText.split(/\s+/);
  return text.filter((w) => /^[a-z_]+(\.[a-z_]+)+$/.test(w) && !/\.(com|cn|org|csv|xlsx)$/.test(w));
});
