import i18next from "i18next";
import {
  call,
  isOffline,
  isProblem,
  knownMe,
  type LossReason,
  type Me,
  meQuery,
  onSessionLost,
  putMe,
  queryClient,
  type Settings,
} from "../platform/api";
import { setLanguage } from "../platform/i18n";
import { setTheme, useTheme } from "../platform/theme";
import { safeNext } from "./places";
import { router } from "./router";

/** The account's settings win over what this browser remembers. */
export async function followSettings(settings: Settings): Promise<void> {
  if (useTheme.getState().choice !== settings.theme) setTheme(settings.theme);
  if (i18next.language !== settings.language) await setLanguage(settings.language);
}

/** Somebody has come in: on to where they wanted to go, or first to a password of their own. */
export async function enter(me: Me, next?: string): Promise<void> {
  putMe(me);
  await followSettings(me.settings);
  const to = me.must_change_password ? "/password" : (safeNext(next) ?? "/messages");
  await router.navigate({ to, replace: true });
}

/** Signs out here; without a network the server keeps the session until it ends by itself. */
export async function signOut(): Promise<void> {
  try {
    await call("DELETE", "/session");
  } catch (error) {
    if (!isOffline(error) && !isProblem(error, "session.missing")) throw error;
  }
  await leave();
}

/** Goes to the login page, and forgets what was seen only when the pages that show it are gone. */
async function leave(why?: LossReason, next?: string): Promise<void> {
  queryClient.removeQueries({ queryKey: meQuery.queryKey });
  await router.navigate({
    to: "/login",
    search: { ...(why ? { why } : {}), ...(next ? { next } : {}) },
    replace: true,
  });
  queryClient.clear();
}

export function watchSession(): void {
  onSessionLost((reason) => {
    const me = knownMe();
    if (me === undefined) return; // the guard of the page that is being opened sees to it
    if (reason !== "password") return void leave(reason, safeNext(router.state.location.href));
    putMe({ ...me, must_change_password: true });
    void router.navigate({ to: "/password", replace: true });
  });
}
