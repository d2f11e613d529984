import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Words } from "../definition";
import type { Naming } from "./model/kinds";
import type { StepNaming } from "./model/route";

/** Names for what is added, in both languages where the other is at hand; at least in the designer's own. */
export function useNaming(): { field: Naming; step: StepNaming } {
  const { t, i18n } = useTranslation("approval-designer");
  return useMemo(() => {
    const own = i18n.language === "en" ? "en" : "zh-CN";
    const say = (key: string, n?: number): Words => ({ [own]: t(key, n === undefined ? {} : { n }) });
    return {
      field: (key, n) => (key === "option" || key === "column" ? say(`new.${key}`, n) : say(`kind.${key}`)),
      step: (key, n) => say(`new.${key}`, n),
    };
  }, [t, i18n.language]);
}
