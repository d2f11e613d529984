/** Decimals as they are typed and shown; they stay text, so that nothing is rounded on the way. */

const FULL_WIDTH = /[\uff01-\uff5e]/g;

/** What somebody typed, as the server takes it: without separators, whatever keyboard it came from. */
export function plainDecimal(typed: string): string {
  return typed
    .replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/。/g, ".")
    .replace(/[\s,，]/g, "");
}

export const isDecimal = (text: string): boolean => /^-?\d{1,18}(\.\d{1,9})?$/.test(text);

/** With separators and with so many places at least: "1234.5" is "1,234.50". */
export function shownDecimal(text: string, places = 0): string {
  if (!isDecimal(text)) return text;
  const [whole = "", part = ""] = text.split(".");
  const head = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const tail = part.padEnd(places, "0");
  return tail === "" ? head : `${head}.${tail}`;
}
