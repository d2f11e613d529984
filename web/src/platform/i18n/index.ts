import zhAdmin from "@catalogue/zh-CN/admin.json";
import zhDirectory from "@catalogue/zh-CN/directory.json";
import zhLogin from "@catalogue/zh-CN/login.json";
import zhMessages from "@catalogue/zh-CN/messages.json";
import zhProblem from "@catalogue/zh-CN/problem.json";
import zhServer from "@catalogue/zh-CN/server.json";
import zhSettings from "@catalogue/zh-CN/settings.json";
import zhUi from "@catalogue/zh-CN/ui.json";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "zh-CN" | "en";

const chinese = {
  admin: zhAdmin,
  directory: zhDirectory,
  login: zhLogin,
  messages: zhMessages,
  problem: zhProblem,
  server: zhServer,
  settings: zhSettings,
  ui: zhUi,
};

/** The language to begin with: what was chosen here before, else the browser's. */
export function firstLanguage(): Language {
  const stored = localStorage.getItem("tonggui.language");
  if (stored === "zh-CN" || stored === "en") return stored;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** Starts i18next with Chinese at hand; English comes in a file of its own. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "zh-CN",
    fallbackLng: "zh-CN",
    ns: Object.keys(chinese),
    defaultNS: "ui",
    keySeparator: false,
    nsSeparator: ":",
    interpolation: { escapeValue: false }, // React escapes
    resources: { "zh-CN": chinese },
  });
  await setLanguage(firstLanguage());
}

/** Changes the language of the whole page and remembers it on this device. */
export async function setLanguage(language: Language): Promise<void> {
  if (language === "en" && !i18next.hasResourceBundle("en", "ui")) {
    const { english } = await import("./english");
    for (const [ns, words] of Object.entries(english)) i18next.addResourceBundle("en", ns, words);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem("tonggui.language", language);
}
