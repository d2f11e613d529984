/**
 * What somebody has seen on this device, so that it can be read without a network. It is kept per
 * account and destroyed when the session ends here, for whatever reason.
 */
import type { Me } from "../api/types";
import { destroyShelf, Shelf } from "./shelf";

export { Shelf } from "./shelf";

const LAST = "tonggui.kept";
const nameOf = (account: string) => `tonggui-kept-${account}`;

let shelf: Shelf | null = null;

/** The shelf of an account; the account is remembered as the one that this device belongs to. */
export function shelfOf(account: string): Shelf {
  if (shelf?.name === nameOf(account)) return shelf;
  shelf?.close();
  shelf = new Shelf(nameOf(account));
  localStorage.setItem(LAST, account);
  return shelf;
}

/** Who was signed in when the network was there; null where nothing was kept. */
export async function keptMe(): Promise<Me | null> {
  const account = localStorage.getItem(LAST);
  if (account === null) return null;
  return (
    (await shelfOf(account)
      .get<Me>("me")
      .catch(() => undefined)) ?? null
  );
}

/** Destroys all that was kept, pictures too. */
export async function forgetKept(): Promise<void> {
  const account = localStorage.getItem(LAST);
  localStorage.removeItem(LAST);
  shelf?.close();
  shelf = null;
  await Promise.all([
    account === null ? undefined : destroyShelf(nameOf(account)),
    "caches" in window ? caches.delete("tonggui-pictures") : undefined,
  ]);
}
