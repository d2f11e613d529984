import { call, type Me } from "../../platform/api";
import { queryOptions } from "../../platform/queries";

export interface Entered {
  me: Me;
  token: string;
}

export const logIn = (number: string, password: string) =>
  call<Entered>("POST", "/session", { body: { number: number.trim(), password } });

export const changePassword = (current: string, next: string) =>
  call<Me>("PUT", "/session/password", { body: { current, next } });

export interface FirstAdministrator {
  token: string;
  company: string;
  number: string;
  name: string;
  password: string;
}

export const completeSetup = (body: FirstAdministrator) => call<Entered>("POST", "/setup", { body });

/** Whether the company still needs its first administrator; with a token, whether this link makes one. */
export const setupQuery = (token?: string) =>
  queryOptions({
    queryKey: ["setup", token ?? null],
    queryFn: ({ signal }) => call<{ needed: boolean }>("GET", "/setup", { query: { token }, signal }),
    retry: false,
    staleTime: 60_000,
  });
