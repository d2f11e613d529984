import { redirect } from "@tanstack/react-router";
import { askMe, isOffline, isProblem, type Me, meRefusal, putKeptMe } from "../platform/api";
import { followSettings } from "../platform/session";

/** Pages inside the shell: somebody is signed in and has a password of their own. */
export async function requireMe({ location }: { location: { href: string } }): Promise<void> {
  const me = await meOrLogin(location.href);
  if (me.must_change_password) throw redirect({ to: "/password", replace: true });
}

/** The password page: somebody is signed in, with whatever password. */
export async function requireSession({ location }: { location: { href: string } }): Promise<void> {
  await meOrLogin(location.href);
}

/** Whoever is signed in already has no business at the door. */
export async function skipWhenSignedIn({ search }: { search: { why?: string } }): Promise<void> {
  if (search.why !== undefined || isProblem(meRefusal())) return;
  const me = await askMe().catch(() => null); // the page itself tells why not
  if (me !== null) throw redirect({ to: me.must_change_password ? "/password" : "/messages", replace: true });
}

async function meOrLogin(here: string): Promise<Me> {
  try {
    const me = await askMe();
    await followSettings(me.settings);
    return me;
  } catch (error) {
    const { forgetKept, keptMe } = await import("../platform/kept");
    if (isOffline(error)) {
      // Whoever was signed in here may read what they have seen; the server is asked when it is back.
      const kept = await keptMe();
      if (kept === null) throw error;
      putKeptMe(kept);
      await followSettings(kept.settings);
      return kept;
    }
    if (isProblem(error) && error.status === 401) await forgetKept();
    if (!isProblem(error) || (error.status !== 401 && error.status !== 403)) throw error;
    const next = here === "/" || here === "/messages" ? undefined : here;
    throw redirect({ to: "/login", search: { ...(next === undefined ? {} : { next }) }, replace: true });
  }
}
