import type { Me } from "../../../platform/api";
import type { AdminPerson } from "../api/admin";

export type PersonAct = "hand_out" | "reset" | "roles" | "freeze" | "unfreeze";

/** What may be done with an account now, in groups as a menu shows it. */
export function actsOn(one: AdminPerson, me: Pick<Me, "abilities">): PersonAct[][] {
  const may = (ability: string) => one.abilities.includes(ability);
  const status = one.person.status;
  const first: PersonAct[] = [];
  if (one.must_change_password && status === "active" && me.abilities.includes("passwords.hand_out")) {
    first.push("hand_out");
  }
  if (may("account.reset") && status === "active") first.push("reset");
  if (may("account.roles") && status !== "left") first.push("roles");
  const second: PersonAct[] = [];
  if (may("account.freeze") && status === "active") second.push("freeze");
  if (may("account.freeze") && status === "frozen") second.push("unfreeze");
  return [first, second].filter((group) => group.length > 0);
}
