/** Names for rows, which have none of their own: a row keeps its name when others go. */
export function keysFor(keys: readonly number[], count: number): readonly number[] {
  if (keys.length === count) return keys;
  if (keys.length > count) return keys.slice(0, count);
  const next = Math.max(-1, ...keys) + 1;
  return [...keys, ...Array.from({ length: count - keys.length }, (_, at) => next + at)];
}
