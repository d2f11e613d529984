import { useNavigate, useParams } from "@tanstack/react-router";
import type { Regulation } from "../api/types";
import { standing } from "../model/versions";

export const PARTS = ["text", "versions", "coverage", "draft"] as const;

export type Part = (typeof PARTS)[number];

/** The parts that a regulation has for its reader: the draft is there for those who write it. */
export function partsOf(one: Regulation | undefined): Part[] {
  if (one === undefined) return ["text"];
  const draft = one.abilities.includes("regulation.write") && standing(one).draft !== undefined;
  return PARTS.filter((part) => part !== "draft" || draft);
}

/** Which part is open, and the way to another one. */
export function usePart(id: string): [Part, (part: Part) => void] {
  const navigate = useNavigate();
  const { part: name } = useParams({ strict: false }) as { part?: string };
  const part = PARTS.find((p) => p === name) ?? "text";
  const go = (next: Part) =>
    void (next === "text"
      ? navigate({ to: "/regulations/$regulationId", params: { regulationId: id } })
      : navigate({ to: "/regulations/$regulationId/$part", params: { regulationId: id, part: next } }));
  return [part, go];
}
