/** Pages that need nobody to be signed in. */
const PUBLIC = ["/login", "/welcome", "/setup"];

export function isPublic(path: string): boolean {
  return PUBLIC.includes(path);
}

/** Where to go after sign-in: only a path of this very client, never another site. */
export function safeNext(next: unknown): string | undefined {
  if (typeof next !== "string" || !/^\/[^/\\]/.test(next)) return undefined;
  const path = new URL(next, "http://x").pathname;
  return isPublic(path) || path === "/password" ? undefined : next;
}
