import { call } from "../../../platform/api";
import { queryOptions } from "../../../platform/queries";
import { regulationsKey } from "./read";
import type { Kind, RegulationVersion } from "./types";

/** A part as it was read, with its line in the source. */
export interface Part {
  kind: Kind;
  number: string;
  title: string;
  text: string;
  line: number;
  children: Part[] | null;
}

export type Decision = "accept" | "keep" | "change";

/** A place that a person should look at. */
export interface Doubt {
  id: string;
  line: number;
  /** In characters, from 1. */
  column: number;
  code: string;
  /** What was found. */
  text: string;
  /** What could stand in its place; empty where nothing can be proposed, or where it would go. */
  proposal: string;
  /** The parts are as proposed or as settled; otherwise as in the source. */
  applied: boolean;
  /** Empty while nobody has settled it. */
  decision: Decision | "";
}

/** A text on its way to become a draft. */
export interface RegulationImport {
  id: string;
  file_name: string;
  state: "open" | "applied";
  created_at: number;
  title: string;
  preamble: string;
  chapters: number;
  sections: number;
  articles: number;
  clauses: number;
  /** How many doubts nobody has settled. */
  doubtful: number;
  items: Part[];
  doubts: Doubt[];
  /** A regulation with this title; the text could be its next version. */
  same_title: string | null;
  /** What it became part of. */
  regulation_id: string | null;
  version: number | null;
  /** Of an applied import: the doubts that still hold the draft's publication up. */
  left_open: string[];
}

export interface Settlement {
  id: string;
  decision: Decision | "open";
  text?: string;
}

const at = (id: string, rest = "") => `/admin/regulation-imports/${encodeURIComponent(id)}${rest}`;

export const imports = {
  create: (name: string, body: Blob) =>
    call<RegulationImport>("POST", "/admin/regulation-imports", { query: { file_name: name }, body }),

  settle: (id: string, items: Settlement[]) => call<RegulationImport>("POST", at(id, "/doubts"), { body: { items } }),

  apply: (id: string, regulation: string | null, leave: boolean) =>
    call<RegulationVersion>("POST", at(id, "/apply"), {
      body: { ...(regulation === null ? {} : { regulation_id: regulation }), open_doubts: leave ? "leave" : "refuse" },
    }),
};

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: [...regulationsKey, "import", id],
    queryFn: ({ signal }) => call<RegulationImport>("GET", at(id), { signal }),
  });
