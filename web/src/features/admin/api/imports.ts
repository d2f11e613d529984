import { call, type List } from "../../../platform/api";

export type ImportState = "reading" | "rehearsed" | "applying" | "applied" | "failed";
export type RowKind = "create" | "change" | "leave" | "same" | "fault";
export type ApplyMode = "good_rows" | "all_or_nothing";

/** A code with what belongs into its sentence. */
export interface Coded {
  code: string;
  params?: Record<string, unknown>;
}

/** A roster on its way into the company. */
export interface Import {
  id: string;
  file_name: string;
  created_at: number;
  state: ImportState;
  done: number;
  total: number;
  rows: number;
  create: number;
  change: number;
  leave: number;
  same: number;
  fault_rows: number;
  /** What a person must accept before it is applied. */
  warnings?: Coded[];
  error_code: string | null;
  params?: Record<string, unknown>;
  mode?: ApplyMode | "";
  applied_at?: number | null;
}

export interface Fault extends Coded {
  /** As the file names it; empty for the whole line. */
  column: string;
  value: string;
}

export interface ImportRow {
  /** 0 for somebody who is not in the file. */
  line: number;
  number: string;
  name: string;
  kind: RowKind;
  changes: { field: string; from: string; to: string }[];
  faults: Fault[];
  notices?: Coded[];
}

const at = (id: string, rest = "") => `/admin/imports/${encodeURIComponent(id)}${rest}`;

export const imports = {
  one: (id: string, signal?: AbortSignal) => call<Import>("GET", at(id), { signal }),

  rows: (id: string, kind: RowKind, cursor: string | null, signal?: AbortSignal, limit = 100) =>
    call<List<ImportRow>>("GET", at(id, "/rows"), { query: { kind, cursor, limit }, signal }),

  apply: (id: string, mode: ApplyMode, accept: boolean) =>
    call<Import>("POST", at(id, "/apply"), { body: { mode, ...(accept ? { accept_warnings: true } : {}) } }),
};
