export type Kind = "chapter" | "section" | "article" | "clause";
export const KINDS: readonly Kind[] = ["chapter", "section", "article", "clause"];

export type VersionState = "draft" | "scheduled" | "in_force" | "superseded";

/** A version without its words. */
export interface VersionHead {
  number: number;
  state: VersionState;
  title: string;
  /** Null for a draft. */
  effective_at: number | null;
  /** When the next one came, or comes, into force. */
  ended_at: number | null;
  published_at: number | null;
  published_by: string | null;
  reason: string;
  /** Of a draft: what a change is based on. */
  revision: number;
  chapters: number;
  sections: number;
  articles: number;
  clauses: number;
  import_id: string | null;
  /** Of the import: they hold the publication up. */
  open_doubts: number;
}

/** A document with its versions, the newest first. */
export interface Regulation {
  id: string;
  title: string;
  /** Key of a regulation that the product brings; null for the company's own. */
  built_in: string | null;
  /** Number of the version in force. */
  in_force: number | null;
  versions: VersionHead[];
  abilities: string[];
}

/** A chapter, section, article or clause with what lies below it. */
export interface RegulationNode {
  /** The same through all versions in which it is recognisably the same. */
  id: string;
  kind: Kind;
  /** As written, with its punctuation; may be empty. */
  number: string;
  /** How it is cited: the numbers down to it. */
  cite: string;
  title: string;
  text: string;
  /** Ids of the rules that carry it today. */
  rules: string[];
  children: RegulationNode[];
}

/** A version to read. */
export interface RegulationVersion extends VersionHead {
  regulation_id: string;
  /** What stands before the first number. */
  preamble: string;
  items: RegulationNode[];
  abilities: string[];
}

/** One clause with what became of it. */
export interface RegulationClause {
  node: RegulationNode;
  /** Its words in the versions in which they changed, oldest first. */
  history: { version: number; number: string; title: string; text: string }[];
  /** The rules that carry it or did, newest first. */
  links: { rule_id: string; from_at: number; until_at: number | null }[];
}

/** A rule as its value stands for the reader. */
export interface Rule {
  id: string;
  title: string;
  unit: string;
  value: number;
}

/** A piece of text and what became of it. */
export interface Span {
  op: "same" | "add" | "del";
  text: string;
}

/** One clause in two versions, or in one of them. */
export interface RedlinedClause {
  what: "same" | "changed" | "added" | "removed";
  /** Its neighbours are others now. */
  moved: boolean;
  node_id: string;
  kind: Kind;
  depth: number;
  number: Span[];
  title: Span[];
  text: Span[];
}

/** What differs between two versions. */
export interface Redline {
  from: VersionHead;
  to: VersionHead;
  title: Span[];
  preamble: Span[];
  same: number;
  changed: number;
  added: number;
  removed: number;
  moved: number;
  items: RedlinedClause[];
}
