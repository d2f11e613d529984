import { useTranslation } from "react-i18next";

const MINUTE = 60_000;

/** Working time in words: minutes, then hours. */
export function useTime(): (ms: number) => string {
  const { t } = useTranslation("approvals");
  return (ms) => {
    const minutes = Math.round(ms / MINUTE);
    if (minutes < 1) return t("time.less");
    if (minutes < 60) return t("time.minutes", { n: minutes });
    return t("time.hours", { n: (minutes / 60).toFixed(1).replace(/\.0$/, "") });
  };
}
