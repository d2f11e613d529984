import type { CoveredClause } from "../api/coverage";
import { headingOf } from "./tree";

export type Shown = "all" | "carried" | "none";

/** Clauses under the chapter or section in which they stand. */
export interface Chapter {
  /** Its numbers and titles, outermost first; empty where a regulation has no parts. */
  heading: string;
  clauses: CoveredClause[];
}

/** The clauses that are asked for, parted as the regulation is. */
export function chaptersOf(items: readonly CoveredClause[], shown: Shown): Chapter[] {
  const out: Chapter[] = [];
  for (const clause of items) {
    if (shown === "none" && !clause.none) continue;
    if (shown === "carried" && clause.none) continue;
    const heading = clause.path
      .filter(({ kind }) => kind === "chapter" || kind === "section")
      .map((step) => headingOf({ ...step, text: "" }))
      .join(" › ");
    const last = out.at(-1);
    if (last !== undefined && last.heading === heading) last.clauses.push(clause);
    else out.push({ heading, clauses: [clause] });
  }
  return out;
}

/** How much of a regulation is carried, in whole per cent; never 100 while something is not. */
export function share(clauses: number, none: number): number {
  if (clauses === 0) return 0;
  return Math.floor(((clauses - none) / clauses) * 100);
}
