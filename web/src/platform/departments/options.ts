import type { Department } from "../api";

export interface DepartmentOption {
  id: string;
  /** Indented by its depth, for a plain list of choices. */
  label: string;
}

/** The tree as a list of choices, each department below its parent. */
export function departmentOptions(departments: readonly Department[]): DepartmentOption[] {
  const known = new Set(departments.map((d) => d.id));
  const below = new Map<string | null, Department[]>();
  for (const d of departments) {
    const parent = d.parent_id !== null && known.has(d.parent_id) ? d.parent_id : null;
    below.set(parent, [...(below.get(parent) ?? []), d]);
  }
  const options: DepartmentOption[] = [];
  const add = (parent: string | null, depth: number) => {
    for (const d of (below.get(parent) ?? []).sort((a, b) => a.position - b.position)) {
      options.push({ id: d.id, label: "\u3000".repeat(depth) + d.name });
      add(d.id, depth + 1);
    }
  };
  add(null, 0);
  return options;
}
