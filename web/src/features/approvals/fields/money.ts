import { isDecimal, shownDecimal } from "./decimal";

/** The usual sign of a currency in a language: ¥ here is CN¥ there. Its code where it has none. */
export function signOf(currency: string | undefined, language: string): string {
  const code = currency || "CNY";
  try {
    const parts = new Intl.NumberFormat(language, { style: "currency", currency: code }).formatToParts(0);
    return parts.find((part) => part.type === "currency")?.value ?? code;
  } catch {
    return code; // it is none that the browser takes for a currency
  }
}

/** An amount as lists and paper have it too. The digits stay text, so that nothing is rounded on the way. */
export function shownMoney(text: string, currency: string | undefined, places: number, language: string): string {
  if (!isDecimal(text)) return text;
  const sign = signOf(currency, language);
  const space = /\p{L}$/u.test(sign) ? "\u00a0" : "";
  const figure = shownDecimal(text, places);
  return figure.startsWith("-") ? `-${sign}${space}${figure.slice(1)}` : `${sign}${space}${figure}`;
}
