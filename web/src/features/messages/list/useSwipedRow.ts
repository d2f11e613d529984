import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { usePhone } from "../../../platform/screen";
import type { Conversation } from "../model/types";

type Around = ComponentType<{ conversation: Conversation; children: ReactNode }>;
const Plain: Around = ({ children }) => children;

/** What stands around a row: under a finger it can be pushed, once that part has come. */
export function useSwipedRow(): Around {
  const phone = usePhone();
  const [Swiped, setSwiped] = useState<Around | null>(null);
  useEffect(() => {
    if (!phone) return;
    let here = true;
    import("./SwipedRow").then(
      (part) => here && setSwiped(() => part.SwipedRow),
      () => undefined, // the menu does the same
    );
    return () => {
      here = false;
    };
  }, [phone]);
  return phone && Swiped !== null ? Swiped : Plain;
}
