import { expect, test } from "vitest";
import type { AdminPerson } from "../api/admin";
import { actsOn } from "./acts";

const account = (abilities: string[], must_change_password = false, status = "active") =>
  ({ person: { status }, must_change_password, abilities }) as AdminPerson;
const hr = { abilities: ["passwords.hand_out"] };

test("what the server allows is offered, what is dangerous in a group of its own", () => {
  expect(actsOn(account(["account.freeze", "account.reset", "account.roles"]), hr)).toEqual([
    ["reset", "roles"],
    ["freeze"],
  ]);
  expect(actsOn(account(["account.unfreeze", "account.roles"]), hr)).toEqual([["roles"], ["unfreeze"]]);
});

test("an initial password is handed out only to somebody who still has one", () => {
  expect(actsOn(account([], true), hr)).toEqual([["hand_out"]]);
  expect(actsOn(account([], true, "frozen"), hr)).toEqual([]);
  expect(actsOn(account([], true), { abilities: [] })).toEqual([]);
});

test("nothing is offered where nothing is allowed, nor what this client does not know", () => {
  expect(actsOn(account([]), hr)).toEqual([]);
  expect(actsOn(account(["message.direct"]), hr)).toEqual([]);
});
