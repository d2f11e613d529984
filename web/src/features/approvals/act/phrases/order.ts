export const MOST = 20;
export const LONGEST = 100;

/** The list with one a place further up or down. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(at, 1);
  if (one !== undefined) next.splice(Math.max(0, at + by), 0, one);
  return next;
}

/** What is kept of lines that were typed: no empty one, and none twice. */
export const kept = (lines: readonly string[]): string[] => [
  ...new Set(lines.map((line) => line.trim()).filter(Boolean)),
];

/** Whether what was typed could become a phrase: it is a line of its own that is not there yet. */
export const isNew = (list: readonly string[], text: string): boolean => {
  const line = text.trim();
  return line !== "" && line.length <= LONGEST && !line.includes("\n") && list.length < MOST && !list.includes(line);
};
