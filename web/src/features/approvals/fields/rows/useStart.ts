import { useMe } from "../../../../platform/api";
import { dayOf } from "../../../../platform/when";
import type { Start } from "./values";

/** Who fills a form in here, and when. */
export function useStart(): Start {
  const { account, settings } = useMe();
  return { person: account.id, department: account.department_id, today: dayOf(settings.zone, Date.now() * 1000) };
}
