import type { List, NamedRef, Person } from "../../../platform/api";
import type { Definition, How, Level, Limit, Values } from "../definition";

/** What the API says of approvals. Instants are microseconds, UTC. */

export type ApprovalState = "running" | "returned" | "approved" | "rejected" | "withdrawn";

export const STATES: readonly ApprovalState[] = ["running", "returned", "approved", "rejected", "withdrawn"];

/** 待我审批, 我已审批, 我发起的, 抄送我的. */
export type Box = "waiting" | "decided" | "mine" | "copied";

export const BOXES: readonly Box[] = ["waiting", "decided", "mine", "copied"];

export type EffectState = "none" | "pending" | "done" | "failed" | "closed" | "ended";

export interface ApprovalRow {
  id: string;
  /** The reader's turn that waits; null in the other lists. */
  task_id: string | null;
  serial: string;
  version: number;
  template: { key: string; name: string };
  title: string;
  applicant: NamedRef;
  department: NamedRef | null;
  state: ApprovalState;
  effect_state: EffectState;
  /** Where it stands, in words. */
  step: string;
  opened_at: number;
  at: number;
  due_at: number | null;
  unread: boolean;
  overdue: boolean;
  /** Can be decided together with others. */
  batch: boolean;
  summary: { label: string; value: string }[];
}

/** A part of a list. Narrowed, it is looked through only so far at once. */
export interface RowList extends List<ApprovalRow> {
  /** Not all that was asked for was found as far back as this. */
  looked_back_to: number | null;
}

export interface Counts {
  waiting: number;
  overdue: number;
  copied: number;
}

export interface Asked {
  person: Person;
  /** Whose turn it is, where somebody acts for them. */
  for: NamedRef | null;
  task_id: string | null;
  kind: "decide" | "added_before" | "added_after" | "added_beside";
  state: "ahead" | "waiting" | "open" | "done" | "skipped" | "handed_over";
  outcome: string;
  /** Who would have been asked instead, but decides in this step already. */
  over: NamedRef | null;
  at: number | null;
  /** How often, because the time is over. */
  reminded: number;
  level: string;
  text: string;
  stroke_file_id: string | null;
}

/** A step of the route as it was reached in one round, or as it is still to come. */
export interface Stop {
  step: string;
  name: string;
  kind: "approve" | "cc";
  how: How | "";
  /** stopped: the approval ended here. left: it counts no more, for it was returned or the form changed. */
  state: "ahead" | "running" | "passed" | "stopped" | "left";
  /** Why nobody decided, or others did. */
  why: "nobody" | "self" | "admin" | "choice" | "";
  arm: string;
  round: number;
  limit: Limit | null;
  due_at: number | null;
  people: Asked[];
}

export interface ActRecord {
  id: string;
  n: number;
  at: number;
  kind: string;
  /** Null: the house itself. */
  person: Person | null;
  for: NamedRef | null;
  to: NamedRef[];
  step: string;
  task_id: string | null;
  text: string;
  level: string;
  stroke_file_id: string | null;
  signed: boolean;
}

export interface MyTask {
  id: string;
  step: string;
  kind: "decide" | "added_before" | "added_after" | "added_beside";
  for: NamedRef | null;
  may: string[];
  return_to: { id: string; name: string }[];
  level: Level;
  /** The password was given a short while ago and need not be again. */
  confirmed: boolean;
  stroke: boolean;
  rights: Record<string, string>;
}

export interface Approval {
  id: string;
  serial: string;
  version: number;
  template: { key: string; version: number; name: string };
  title: string;
  /** With the fields that the reader may see. */
  definition: Definition;
  values: Values;
  applicant: Person;
  department: NamedRef | null;
  state: ApprovalState;
  opened_at: number;
  closed_at: number | null;
  effect: {
    name: string;
    words: string;
    state: EffectState;
    error?: string;
    error_text?: string;
    object?: string;
    at: number | null;
  };
  route: Stop[];
  acts: ActRecord[];
  cc: { person: Person; at: number; read_at: number | null }[];
  /** `onward`: what is handed in anew may go straight on to who returned it. */
  /** `chosen`: whom the applicant has chosen, who may choose anew. */
  /** `lasts`: from when until when what was approved holds, for who may end it early. */
  mine: {
    tasks: MyTask[];
    may: ActKind[];
    onward: boolean;
    chosen?: Record<string, string[]>;
    lasts?: { from_at: number; until_at: number };
  };
}

export type ActKind =
  | "approve"
  | "reject"
  | "transfer"
  | "add_before"
  | "add_after"
  | "add_beside"
  | "return_applicant"
  | "return_step"
  | "withdraw"
  | "resubmit"
  | "urge"
  | "end_early"
  | "comment"
  | "cc";

/** How a decision is confirmed: by the password, or by what a passkey answered. */
export type Confirm = { password: string } | { challenge_id: string; passkey: unknown };

export interface Act {
  kind: ActKind;
  task_id?: string;
  version: number;
  to?: string[];
  step?: string;
  onward?: boolean;
  text?: string;
  values?: Values;
  chosen?: Record<string, string[]>;
  confirm?: Confirm;
  stroke_file_id?: string;
}

export interface BatchItem {
  id: string;
  task_id: string;
  version: number;
}

export interface BatchResult {
  id: string;
  ok: boolean;
  code?: string;
  detail?: string;
}

/** A kind of approval that one may apply for. */
export interface TemplateItem {
  key: string;
  version: number;
  name: string;
  about: string;
  category: Definition["category"];
  effect: string;
}
