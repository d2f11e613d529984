import type { Me } from "../../../platform/api";
import type { AdminPerson } from "../api/admin";

export type PersonAct = "hand_out" | "reset" | "roles" | "freeze" | "unfreeze";

/** What may be done with an account now, in groups as a menu shows it. The server says what, by its state. */
export function actsOn(one: AdminPerson, me: Pick<Me, "abilities">): PersonAct[][] {
  const may = (act: PersonAct) => one.abilities.includes(`account.${act}`);
  const waits = one.must_change_password && one.person.status === "active";
  const first: PersonAct[] = waits && me.abilities.includes("passwords.hand_out") ? ["hand_out"] : [];
  const second: PersonAct[] = (["reset", "roles"] as const).filter(may);
  const third: PersonAct[] = (["freeze", "unfreeze"] as const).filter(may);
  return [[...first, ...second], third].filter((group) => group.length > 0);
}
