/** What follows in a list; after the last one the first. Null: nothing else is there. */
export function after(ids: readonly string[], id: string): string | null {
  const others = [...new Set(ids)];
  const at = others.indexOf(id);
  if (at < 0) return null;
  return others[at + 1] ?? (at > 0 ? (others[0] ?? null) : null);
}
