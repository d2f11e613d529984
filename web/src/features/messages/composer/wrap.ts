/** Signs around a selection in the plain field; pure. */
export interface Selection {
  text: string;
  start: number;
  end: number;
}

/** What is put in place of the selection, and what is selected then. */
export interface Replacement {
  start: number;
  end: number;
  piece: string;
  select: [number, number];
}

/** Puts a sign around the selected words on every line, or takes it away where it stands already. */
export function wrapped({ text, start, end }: Selection, sign: string): Replacement {
  const inside = text.slice(start, end);
  const n = sign.length;
  if (text.slice(start - n, start) === sign && text.slice(end, end + n) === sign) {
    return { start: start - n, end: end + n, piece: inside, select: [start - n, end - n] };
  }
  const lines = inside.split("\n");
  const piece = lines
    .map((line) => {
      const words = line.trim();
      return words === "" && lines.length > 1 ? line : line.replace(words, () => sign + words + sign);
    })
    .join("\n");
  const caret: [number, number] = inside === "" ? [start + n, start + n] : [start, start + piece.length];
  if (lines.length === 1 && inside !== "" && inside === inside.trim()) {
    return { start, end, piece, select: [start + n, start + n + inside.length] };
  }
  return { start, end, piece, select: caret };
}

/** Makes the selected words a link. */
export function linkedWith({ text, start, end }: Selection, url: string): Replacement {
  const words = text.slice(start, end).replaceAll("\n", " ");
  const piece = `[${words}](${/[()]/.test(url) ? `<${url}>` : url})`;
  return { start, end, piece, select: [start + piece.length, start + piece.length] };
}
