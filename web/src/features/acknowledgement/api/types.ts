import type { Person } from "../../../platform/api";

export type AckState = "waiting" | "overdue" | "done" | "ended";

/** One's own part in a version of a regulation. */
export interface Acknowledgement {
  regulation_id: string;
  version: number;
  title: string;
  /** Names the words that were read; sent back with the acknowledgement. */
  version_hash: string;
  effective_at: number;
  state: AckState;
  asked_at: number;
  due_at: number;
  opened_at: number | null;
  /** How long it was open, by the server's clock. */
  open_ms: number;
  reminders: number;
  reminded_at: number | null;
  acknowledged_at: number | null;
}

/** What waits for somebody, or what they have done, with the counts that signs are made of. */
export interface AcknowledgementPage {
  items: Acknowledgement[];
  next_cursor: string | null;
  waiting: number;
  overdue: number;
  /** How many people are late in departments whose head the reader is. */
  people_late: number;
  abilities: string[];
}

export interface Counts {
  asked: number;
  done: number;
  opened: number;
  overdue: number;
}

/** A regulation with what it demands, and how far that has come. */
export interface Demand {
  regulation_id: string;
  title: string;
  /** In force; 0: none is. */
  version: number;
  effective_at: number | null;
  required: boolean;
  /** Of whom, with those below them; empty: of everybody. */
  departments: { id: string; name: string }[];
  totals: Counts;
}

export interface DepartmentCounts extends Counts {
  id: string;
  name: string;
  depth: number;
}

/** How far a version has come, department by department. */
export interface DemandState extends Demand {
  /** The version that the counts are about. */
  of: number;
  versions: number[];
  items: DepartmentCounts[];
  abilities: string[];
}

/** Somebody who was asked. */
export interface AskedPerson {
  person: Person;
  state: AckState;
  asked_at: number;
  due_at: number;
  opened_at: number | null;
  open_ms: number;
  reminders: number;
  reminded_at: number | null;
  escalated_at: number | null;
  escalated_to: Person | null;
  acknowledged_at: number | null;
}
