import { useMemo } from "react";
import type { Department } from "../../../platform/api";
import { type Tree, treeOf } from "../model/tree";

export function useTree(departments: readonly Department[] | undefined): Tree {
  return useMemo(() => treeOf(departments ?? []), [departments]);
}
