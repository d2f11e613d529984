import { useRouterState } from "@tanstack/react-router";

/** Rules are read by everybody under /rules, and administered under /admin/rules. */
export function useAdminPlace(): boolean {
  return useRouterState({ select: (s) => s.location.pathname.startsWith("/admin/") });
}
