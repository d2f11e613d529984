import { call, type Department, type List, type Person, type Role } from "../../../platform/api";

/** An account as those see it who administer it. */
export interface AdminPerson {
  person: Person;
  roles: Role[];
  /** The person has never chosen a password. */
  must_change_password: boolean;
  last_seen_at: number | null;
  session_count: number;
  /** What the reader may do with this account: "account.freeze", "account.unfreeze", "account.reset", "account.roles". */
  abilities: string[];
}

export type StatusFilter = "all" | "active" | "frozen" | "left";

export interface PeopleFilter {
  q: string;
  department: string;
  status: StatusFilter;
}

/** An initial password on its way to its person; the server shows it once. */
export interface HandedOut {
  number: string;
  name: string;
  department: string;
  initial_password: string;
  link: string;
}

export type Act = "freeze" | "unfreeze";

const at = (id: string, rest: string) => `/admin/people/${encodeURIComponent(id)}/${rest}`;

/** The operations on people that need a role. */
export const admin = {
  people: (filter: PeopleFilter, cursor: string | null, signal?: AbortSignal) =>
    call<List<AdminPerson>>("GET", "/admin/people", {
      query: {
        q: filter.q || null,
        department_id: filter.department || null,
        status: filter.status === "all" ? null : filter.status,
        cursor,
        limit: 100,
      },
      signal,
    }),

  act: (id: string, act: Act, reason: string) => call<AdminPerson>("POST", at(id, act), { body: { reason } }),

  resetPassword: (id: string, reason: string) =>
    call<HandedOut>("POST", at(id, "reset-password"), { body: { reason } }),

  setRoles: (id: string, roles: Role[], reason: string) =>
    call<AdminPerson>("PUT", at(id, "roles"), { body: { roles, reason } }),

  setLeader: (departmentId: string, personId: string | null) =>
    call<Department>("PUT", `/admin/departments/${encodeURIComponent(departmentId)}/leader`, {
      body: { person_id: personId },
    }),

  handOut: (to: { import_id: string } | { account_ids: string[] }) =>
    call<{ items: HandedOut[] }>("POST", "/admin/initial-passwords", { body: to }),
};
