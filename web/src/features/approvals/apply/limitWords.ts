import { useTranslation } from "react-i18next";
import type { Limit } from "../definition";

/** Minutes as hours where they are whole. Days are not said: how long a day of work is, each site says for itself. */
export function inUnit(minutes: number): { n: number; unit: "hour" | "minute" } {
  return minutes > 0 && minutes % 60 === 0 ? { n: minutes / 60, unit: "hour" } : { n: minutes, unit: "minute" };
}

/** How long a step may take, and what happens then. */
export function useLimitWords(): (limit: Limit) => string {
  const { t } = useTranslation("approval-form");
  return (limit) => {
    const { n, unit } = inUnit(limit.minutes);
    const words = t(`route.limit_${limit.then}`, { time: t(`route.working_${unit}`, { count: n }) });
    if (!limit.again) return words;
    const again = inUnit(limit.again);
    const time = t(`route.working_${again.unit}`, { count: again.n });
    return words + t("route.limit_again", { time, times: limit.times || 3 });
  };
}
