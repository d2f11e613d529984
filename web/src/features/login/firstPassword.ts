/**
 * The initial password that was typed or came with the link, so that it need not be typed again on
 * the next page. Kept in memory only: a reload forgets it.
 */
let kept: string | null = null;

export function keepFirstPassword(password: string | null): void {
  kept = password;
}

export function firstPassword(): string | null {
  return kept;
}
