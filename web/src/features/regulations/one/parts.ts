import { useNavigate, useParams } from "@tanstack/react-router";
import type { Regulation } from "../api/types";

export const PARTS = ["text"] as const;

export type Part = (typeof PARTS)[number];

/** The parts that a regulation has for its reader. */
export function partsOf(_one: Regulation | undefined): Part[] {
  return [...PARTS];
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
