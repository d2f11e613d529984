/** Files that somebody has chosen, by what can become of them; pure. */
export interface Sorted {
  fit: File[];
  /** Beyond what a message may carry. */
  tooLarge: File[];
  /** How many did not fit into the message any more. */
  left: number;
}

export function sortOut(chosen: readonly File[], limit: number, room: number): Sorted {
  const tooLarge = chosen.filter((file) => file.size > limit);
  const small = chosen.filter((file) => file.size <= limit);
  const fit = small.slice(0, Math.max(0, room));
  return { fit, tooLarge, left: small.length - fit.length };
}
