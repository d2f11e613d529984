import { expect, test } from "vitest";
import type { AdminPerson } from "../api/admin";
import { actsOn } from "./acts";

const account = (change: Partial<AdminPerson> & { status?: "active" | "frozen" | "left" }): AdminPerson => ({
  person: { status: change.status ?? "active" } as AdminPerson["person"],
  roles: [],
  must_change_password: false,
  last_seen_at: null,
  session_count: 0,
  abilities: ["account.freeze", "account.reset", "account.roles"],
  ...change,
});
const hr = { abilities: ["passwords.hand_out"] };

test("an active account can be frozen, a frozen one only opened and given roles", () => {
  expect(actsOn(account({}), hr)).toEqual([["reset", "roles"], ["freeze"]]);
  expect(actsOn(account({ status: "frozen" }), hr)).toEqual([["roles"], ["unfreeze"]]);
});

test("an initial password is handed out only to somebody who still has one", () => {
  expect(actsOn(account({ must_change_password: true, abilities: [] }), hr)).toEqual([["hand_out"]]);
  expect(actsOn(account({ must_change_password: true, abilities: [] }), { abilities: [] })).toEqual([]);
});

test("nothing is offered for an account that may not be acted on, nor for somebody who left", () => {
  expect(actsOn(account({ abilities: [] }), hr)).toEqual([]);
  expect(actsOn(account({ status: "left" }), hr)).toEqual([]);
});
