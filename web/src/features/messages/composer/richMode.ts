import { type ComponentType, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { toast } from "../../../ui";
import type { FieldProps } from "./field";

const KEY = "tonggui.rich";

interface RichMode {
  /** Whether this person writes in the editor on this device. */
  on: boolean;
  turn(on: boolean): void;
}

export const useRichMode = create<RichMode>()((set) => ({
  on: localStorage.getItem(KEY) === "1",
  turn(on) {
    set({ on });
    try {
      if (on) localStorage.setItem(KEY, "1");
      else localStorage.removeItem(KEY);
    } catch {
      // It is only not remembered.
    }
  },
}));

let editor: ComponentType<FieldProps> | null = null;

/** The editor once it is here; until then one writes in the plain field, and nothing is lost in between. */
export function useEditor(wanted: boolean): ComponentType<FieldProps> | null {
  const { t } = useTranslation("ui");
  const [, redraw] = useState(0);
  useEffect(() => {
    if (!wanted || editor !== null) return;
    let here = true;
    import("./rich/RichField").then(
      (module) => {
        editor = module.RichField;
        if (here) redraw((n) => n + 1);
      },
      () => {
        if (!here) return;
        toast("error", t("error.offline"));
        useRichMode.getState().turn(false);
      },
    );
    return () => {
      here = false;
    };
  }, [wanted, t]);
  return wanted ? editor : null;
}
