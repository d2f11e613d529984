import { EMOJI } from "../model/emoji";

/** The reactions that are one click away. */
export const QUICK = ["👍", "❤️", "😄", "🎉", "👌", "🙏"];

/** What an emoji is called, for those who do not see it. */
export function emojiName(char: string): string {
  for (const group of EMOJI) {
    const found = group.items.find((item) => item.char === char);
    if (found !== undefined) return found.names.split(" ")[0] ?? char;
  }
  return char;
}
