import { useNavigate } from "@tanstack/react-router";
import i18next from "i18next";
import { useCallback } from "react";
import { call, isOffline, isProblem, leave, type Me, putMe, type Settings } from "../api";
import { setLanguage } from "../i18n";
import { setTheme, useTheme } from "../theme";
import { safeNext } from "./places";

export { isPublic, safeNext } from "./places";

/** The account's settings win over what this browser remembers. */
export async function followSettings(settings: Settings): Promise<void> {
  if (useTheme.getState().choice !== settings.theme) setTheme(settings.theme);
  if (i18next.language !== settings.language) await setLanguage(settings.language);
}

/** Somebody has come in: on to where they wanted to go, or first to a password of their own. */
export function useEnter(): (me: Me, next?: string) => Promise<void> {
  const navigate = useNavigate();
  return useCallback(
    async (me, next) => {
      putMe(me);
      await followSettings(me.settings);
      const to = me.must_change_password ? "/password" : (safeNext(next) ?? "/messages");
      await navigate({ to, replace: true });
    },
    [navigate],
  );
}

/** Signs out here; without a network the server keeps the session until it ends by itself. */
export function signOut(): Promise<void> {
  return leave(async () => {
    try {
      await call("DELETE", "/session");
    } catch (error) {
      if (!isOffline(error) && !isProblem(error, "session.missing")) throw error;
    }
  });
}
