/** A part of a text, and whether it is what was searched for. */
export interface Part {
  text: string;
  hit: boolean;
}

/** Marks the characters from start to end; what lies outside the text is ignored. */
export function partsAt(text: string, start: number, end: number): Part[] {
  const letters = [...text];
  if (start < 0 || end <= start || end > letters.length) return [{ text, hit: false }];
  return [
    { text: letters.slice(0, start).join(""), hit: false },
    { text: letters.slice(start, end).join(""), hit: true },
    { text: letters.slice(end).join(""), hit: false },
  ].filter((part) => part.text !== "");
}

/** Marks the first place where the words stand literally. */
export function partsWith(text: string, query: string): Part[] {
  const wanted = query.trim().toLowerCase();
  const found = wanted === "" ? -1 : text.toLowerCase().indexOf(wanted);
  if (found < 0) return [{ text, hit: false }];
  const before = [...text.slice(0, found)].length;
  return partsAt(text, before, before + [...wanted].length);
}
