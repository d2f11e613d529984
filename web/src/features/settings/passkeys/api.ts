import { call } from "../../../platform/api";
import { queryOptions } from "../../../platform/queries";
import type { Wish } from "./browser";

export interface Passkey {
  id: string;
  name: string;
  /** The host at which it works. */
  place: string;
  /** It works at the address of this page. */
  here: boolean;
  /** It may be on other devices of its owner too. */
  synced: boolean;
  state: "active" | "stopped";
  made_at: number;
  /** 0: never. */
  used_at: number;
}

export interface Passkeys {
  /** The host at which a new one would work; empty where none can be used. */
  place: string;
  max: number;
  items: Passkey[];
}

export const passkeysQuery = queryOptions({
  queryKey: ["passkeys"],
  queryFn: ({ signal }) => call<Passkeys>("GET", "/account/passkeys", { signal }),
  staleTime: 0,
});

export const beginPasskey = (password: string) =>
  call<{ options: Wish }>("POST", "/account/passkeys/begin", { body: { password } });

export const finishPasskey = (name: string, credential: unknown) =>
  call<Passkey>("POST", "/account/passkeys/finish", { body: { name, credential } });

export const removePasskey = (id: string) => call("DELETE", `/account/passkeys/${encodeURIComponent(id)}`);
