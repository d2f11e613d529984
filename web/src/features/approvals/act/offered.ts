import type { ActKind, Approval } from "../api/types";

/** What a person sets out to do; adding and returning are settled in their window. */
export type Deed = "approve" | "reject" | "transfer" | "add" | "return" | Own;
type Own = "cc" | "urge" | "withdraw" | "resubmit" | "end_early";

const TASK: readonly [Deed, readonly ActKind[]][] = [
  ["transfer", ["transfer"]],
  ["add", ["add_before", "add_after", "add_beside"]],
  ["return", ["return_applicant", "return_step"]],
];

const OWN: readonly Own[] = ["cc", "urge", "withdraw", "resubmit", "end_early"];
/** Of these one stands for itself. */
const FIRST: readonly Own[] = ["urge", "resubmit", "end_early"];

type Facts = { mine: Pick<Approval["mine"], "may"> & { tasks: { may: readonly string[] }[] } };

/** What the server lets this reader do: at most two that stand for themselves, the main one last, and the others. */
export function offered(a: Facts): { main: Deed[]; more: Deed[] } {
  const [task] = a.mine.tasks;
  const has = (may: readonly string[], kinds: readonly ActKind[]) => kinds.some((kind) => may.includes(kind));
  const own = OWN.filter((deed) => a.mine.may.includes(deed));
  if (task === undefined) {
    const main: Deed[] = own.filter((deed) => FIRST.includes(deed)).slice(-1);
    return { main, more: own.filter((deed) => !main.includes(deed)) };
  }
  const main = (["reject", "approve"] as const).filter((deed) => task.may.includes(deed));
  const more = TASK.filter(([, kinds]) => has(task.may, kinds)).map(([deed]) => deed);
  return { main, more: [...more, ...own] };
}
