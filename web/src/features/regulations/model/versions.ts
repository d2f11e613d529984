import type { Regulation, VersionHead } from "../api/types";

export interface Standing {
  /** What one reads when one opens it: the version in force, else the nearest thing to it. */
  shown: VersionHead;
  /** Published, its instant lies ahead. */
  coming: VersionHead | undefined;
  draft: VersionHead | undefined;
}

/** Where a regulation stands. Its versions are never none. */
export function standing({ versions, in_force }: Pick<Regulation, "versions" | "in_force">): Standing {
  const coming = versions.findLast((v) => v.state === "scheduled");
  const draft = versions.find((v) => v.state === "draft");
  const now = versions.find((v) => v.number === in_force);
  return { shown: (now ?? coming ?? versions[0]) as VersionHead, coming, draft };
}

/** What the company wrote comes before what the product brings. */
export const ownFirst = <T extends Pick<Regulation, "built_in">>(all: readonly T[]): T[] => [
  ...all.filter((one) => one.built_in === null),
  ...all.filter((one) => one.built_in !== null),
];

/** The version before one, if the reader sees it. */
export function before(versions: readonly VersionHead[], number: number): VersionHead | undefined {
  return versions.find((v) => v.number < number);
}
