import { forgetMe, knownMe, type LossReason, onSessionLost, putMe } from "../platform/api";
import { safeNext } from "../platform/session";
import { router } from "./router";

/** Goes to the login page, and forgets what was seen only when the pages that show it are gone. */
async function leave(reason: LossReason): Promise<void> {
  const next = reason === "left" ? undefined : safeNext(router.state.location.href);
  forgetMe();
  await router.navigate({
    to: "/login",
    search: { why: reason, ...(next ? { next } : {}) },
    replace: true,
  });
  (await import("../platform/queries")).queryClient.clear();
  // Last, because the pages kept what they showed until they were gone.
  await (await import("../platform/kept")).forgetKept();
}

/** What happens when somebody notices that nobody is signed in any more. */
export function watchSession(): void {
  onSessionLost((reason) => {
    const me = knownMe();
    if (me === null) return; // the guard of the page that is being opened sees to it
    if (reason !== "password") return void leave(reason);
    putMe({ ...me, must_change_password: true });
    void router.navigate({ to: "/password", replace: true });
  });
}
