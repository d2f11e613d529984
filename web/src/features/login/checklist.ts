/** What every chosen password must have; the server knows of more, and says so. */
export const CHECKS = ["length", "letter", "digit", "special"] as const;

export type Check = (typeof CHECKS)[number];

const LEAST = 8;

/** The checks that a password passes. Counts characters as the server does, not code units. */
export function passed(password: string): Set<Check> {
  const found = new Set<Check>();
  if ([...password].length >= LEAST) found.add("length");
  if (/\p{L}/u.test(password)) found.add("letter");
  if (/\p{Nd}/u.test(password)) found.add("digit");
  if (/[^\p{L}\p{Nd}\p{Cc}]/u.test(password)) found.add("special");
  return found;
}

export function good(password: string): boolean {
  return passed(password).size === CHECKS.length;
}
