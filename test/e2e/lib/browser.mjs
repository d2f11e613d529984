// Debian's Chromium, driven as a person would.
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export const openBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });

/**
 * A page in a context of its own. A fault of the page (an exception, a refusal by the content policy)
 * is collected in page.faults, which a test asserts to be empty.
 */
export async function newPage(browser, server, { viewport = desktop, dark = false, language = "zh-CN", person } = {}) {
  const context = await browser.newContext({ viewport, locale: language, colorScheme: dark ? "dark" : "light",
    serviceWorkers: "block", hasTouch: viewport.width < 768, timezoneId: "Asia/Shanghai", baseURL: server.url });
  if (person) {
    await context.addCookies([{ name: "tonggui_session", value: person.token, url: server.url, httpOnly: true, sameSite: "Strict" }]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.faults = [];
  page.on("pageerror", (e) => page.faults.push(String(e)));
  page.on("console", (m) => {
    if (m.type() === "error" && !/status of 4\d\d|ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(m.text())) page.faults.push(m.text());
  });
  return page;
}

/** What axe finds by WCAG 2.1 A and AA, in one line each. */
export async function axe(page) {
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(" | ")}`);
}

/** Whether anything sticks out of the window sideways. */
export const overflows = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** Catalogue keys that are shown instead of their words. */
export const rawKeys = (page) => page.evaluate(() => {
  const text = document.body.innerText.split(/\s+/);
  return text.filter((w) => /^[a-z_]+(\.[a-z_]+)+$/.test(w) && !/\.(com|cn|org|csv|xlsx)$/.test(w));
});
