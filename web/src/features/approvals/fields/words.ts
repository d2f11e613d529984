import { useTranslation } from "react-i18next";
import type { Tongue, Words } from "../definition";

/** In the reader's language, else in the other one. */
export function wordsIn(words: Words | undefined, language: string): string {
  const first: Tongue = language === "en" ? "en" : "zh-CN";
  const second: Tongue = first === "en" ? "zh-CN" : "en";
  return words?.[first] || words?.[second] || "";
}

/** What was written in two languages, as this person reads it. */
export function useWordsIn(): (words: Words | undefined) => string {
  const { i18n } = useTranslation();
  return (words) => wordsIn(words, i18n.language);
}
