import type { Department } from "../../../platform/api";

/** The departments as a tree that can be asked quickly. */
export interface Tree {
  byId: ReadonlyMap<string, Department>;
  roots: readonly Department[];
  childrenOf(id: string): readonly Department[];
}

const none: readonly Department[] = [];

export function treeOf(departments: readonly Department[]): Tree {
  const byId = new Map(departments.map((d) => [d.id, d]));
  const below = new Map<string | null, Department[]>();
  for (const d of departments) {
    // A department whose parent is not to be seen stands at the top rather than nowhere.
    const parent = d.parent_id !== null && byId.has(d.parent_id) ? d.parent_id : null;
    const list = below.get(parent);
    if (list === undefined) below.set(parent, [d]);
    else list.push(d);
  }
  for (const list of below.values()) list.sort((a, b) => a.position - b.position);
  return { byId, roots: below.get(null) ?? none, childrenOf: (id) => below.get(id) ?? none };
}

/** From the top down to the department itself. */
export function pathOf(tree: Tree, id: string): Department[] {
  const path: Department[] = [];
  const seen = new Set<string>();
  for (let d = tree.byId.get(id); d !== undefined && !seen.has(d.id); ) {
    seen.add(d.id);
    path.unshift(d);
    d = d.parent_id === null ? undefined : tree.byId.get(d.parent_id);
  }
  return path;
}

/** One row of the tree as it stands on the screen. */
export interface TreeRow {
  department: Department;
  /** From 1. */
  level: number;
  /** Null where there is nothing to open. */
  open: boolean | null;
  place: number;
  siblings: number;
}

/** The rows that can be seen when these departments are open. */
export function rowsOf(tree: Tree, open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (list: readonly Department[], level: number) => {
    list.forEach((department, index) => {
      const below = tree.childrenOf(department.id);
      const isOpen = open.has(department.id);
      rows.push({
        department,
        level,
        open: below.length === 0 ? null : isOpen,
        place: index + 1,
        siblings: list.length,
      });
      if (isOpen && level < DEEPEST) add(below, level + 1);
    });
  };
  add(tree.roots, 1);
  return rows;
}

const DEEPEST = 64;

/** Departments with the words in their name, the shortest names first. */
export function findDepartments(departments: readonly Department[], query: string, limit: number): Department[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  return departments
    .filter((d) => d.name.toLowerCase().includes(wanted))
    .sort((a, b) => a.name.length - b.name.length || b.people_count - a.people_count)
    .slice(0, limit);
}
