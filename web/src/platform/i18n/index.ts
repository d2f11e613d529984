import zhMessages from "@catalogue/zh-CN/messages.json";
import zhUi from "@catalogue/zh-CN/ui.json";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { type PageWords, pageWords } from "./pages";
import type { Language } from "./words";

export type { PageWords } from "./pages";
export { type Language, spoken, type Words, wordsIn } from "./words";

const chinese = {
  messages: zhMessages,
  ui: zhUi,
};

/** The language to begin with: what was chosen here before, else the browser's. */
export function firstLanguage(): Language {
  const stored = localStorage.getItem("tonggui.language");
  if (stored === "zh-CN" || stored === "en") return stored;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** Pages that were opened or are being opened: their words are needed in every language chosen later. */
const wanted = new Set<PageWords>();
let started: Promise<unknown> = Promise.resolve();

/** Starts i18next with Chinese at hand; English and the words of rarer pages come in files of their own. */
export async function startI18n(): Promise<void> {
  started = i18next.use(initReactI18next).init({
    lng: "zh-CN",
    fallbackLng: "zh-CN",
    ns: Object.keys(chinese),
    defaultNS: "ui",
    keySeparator: false,
    nsSeparator: ":",
    interpolation: { escapeValue: false }, // React escapes
    resources: { "zh-CN": chinese },
  });
  await started;
  await setLanguage(firstLanguage());
}

/** Fetches the words of a page, in the language of now; a page is drawn when it has them. */
export async function needWords(page: PageWords): Promise<void> {
  wanted.add(page);
  await started;
  await addWords(page, i18next.language === "en" ? "en" : "zh-CN");
}

async function addWords(page: PageWords, language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, page)) return;
  // What English needs comes with English: the first load has one list of pages.
  const pages = language === "en" ? (await import("./english")).englishPages : pageWords;
  const { default: words } = await pages[page]();
  i18next.addResourceBundle(language, page, words);
}

/** Changes the language of the whole page and remembers it on this device. */
export async function setLanguage(language: Language): Promise<void> {
  if (language === "en" && !i18next.hasResourceBundle("en", "ui")) {
    const { english } = await import("./english");
    for (const [ns, words] of Object.entries(english)) i18next.addResourceBundle("en", ns, words);
  }
  await Promise.all([...wanted].map((page) => addWords(page, language)));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem("tonggui.language", language);
}
