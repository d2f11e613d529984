import { createContext, useContext } from "react";
import { usePhone } from "../../../platform/screen";

/** Whether a form is shown as on a phone though the screen is none: where it is designed. */
export const Narrow = createContext(false);

/** Whether there is room for one column only. */
export function useNarrow(): boolean {
  const told = useContext(Narrow);
  return usePhone() || told;
}
