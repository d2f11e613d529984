const KEY = "tonggui.emoji";

/** The last used on this device; losing them costs nothing, so a full or closed storage is ignored. */
export function recentEmoji(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter((c): c is string => typeof c === "string").slice(0, 8) : [];
  } catch {
    return [];
  }
}

export function rememberEmoji(char: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([char, ...recentEmoji().filter((c) => c !== char)].slice(0, 8)));
  } catch {
    // See above.
  }
}
