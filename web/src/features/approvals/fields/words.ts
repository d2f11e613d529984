import { useTranslation } from "react-i18next";
import { type Words, wordsIn } from "../../../platform/i18n";

export { wordsIn };

/** What was written in two languages, as this person reads it. */
export function useWordsIn(): (words: Words | undefined) => string {
  const { i18n } = useTranslation();
  return (words) => wordsIn(words, i18n.language);
}
