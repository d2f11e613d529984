/** Who is typing here. A sign is worth some seconds and dies with the person's message. */
export interface Typist {
  accountId: string;
  name: string;
  until: number;
}

export const SIGN_LIFE_MS = 6_000;
export const SIGN_EVERY_MS = 3_000;

export function typed(list: readonly Typist[], accountId: string, name: string, now: number): Typist[] {
  return [...alive(list, now).filter((t) => t.accountId !== accountId), { accountId, name, until: now + SIGN_LIFE_MS }];
}

export function alive(list: readonly Typist[], now: number): Typist[] {
  return list.filter((t) => t.until > now);
}

export function silenced(list: readonly Typist[], accountId: string): Typist[] {
  return list.filter((t) => t.accountId !== accountId);
}
