import i18next from "i18next";

export type Language = "zh-CN" | "en";

/** Something in the languages of the product; where the reader's is missing, the other is shown. */
export type Words = Partial<Record<Language, string>>;

/** In a language, else in the other one. */
export function wordsIn(words: Words | undefined, language: string): string {
  const first: Language = language === "en" ? "en" : "zh-CN";
  const second: Language = first === "en" ? "zh-CN" : "en";
  return words?.[first] || words?.[second] || "";
}

/** In the language of now; what shows it follows a change of language by its own `t`. */
export function spoken(words: Words | undefined): string {
  return wordsIn(words, i18next.language);
}
