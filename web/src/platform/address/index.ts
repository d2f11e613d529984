import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";

export type Address = Readonly<Record<string, string>>;
export type ChangeAddress = (change: Record<string, string | null>, replace?: boolean) => void;

/**
 * What a page shows, kept in the query of its address: the way back, a reload and a link then lead
 * to the same view. Null takes a name out.
 */
export function useAddress(): [Address, ChangeAddress] {
  const search: Record<string, unknown> = useLocation().search;
  const navigate = useNavigate();
  const change = useCallback<ChangeAddress>(
    (wanted, replace = false) => {
      const next = (old: Record<string, unknown>) => {
        const all = { ...old, ...wanted };
        return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));
      };
      void navigate({ to: ".", search: next as never, replace });
    },
    [navigate],
  );
  const address: Record<string, string> = {};
  for (const [name, value] of Object.entries(search)) address[name] = String(value);
  return [address, change];
}
