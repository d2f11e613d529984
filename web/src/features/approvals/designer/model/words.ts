import type { Tongue, Words } from "../../definition";

/** With the words of one language changed; undefined where there are none left in any. */
export function withWords(words: Words | undefined, tongue: Tongue, text: string): Words | undefined {
  const { [tongue]: _, ...rest } = words ?? {};
  const next: Words = text === "" ? rest : { ...rest, [tongue]: text };
  return Object.values(next).some(Boolean) ? next : undefined;
}
