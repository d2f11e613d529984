import { useEffect, useState } from "react";

export type Permission = NotificationPermission | "missing";

function now(): Permission {
  return typeof Notification === "undefined" ? "missing" : Notification.permission;
}

/** What this browser lets the page do, followed while the person changes it elsewhere. */
export function usePermission(): { permission: Permission; ask: () => Promise<void> } {
  const [permission, setPermission] = useState(now);
  useEffect(() => {
    const look = () => setPermission(now());
    window.addEventListener("focus", look);
    const over = new AbortController();
    navigator.permissions
      ?.query({ name: "notifications" })
      .then((status) => status.addEventListener("change", look, { signal: over.signal }))
      .catch(() => undefined); // not every browser tells of changes; the focus does
    return () => {
      window.removeEventListener("focus", look);
      over.abort();
    };
  }, []);
  const ask = async () => {
    if (now() === "default") await Notification.requestPermission();
    setPermission(now());
  };
  return { permission, ask };
}
