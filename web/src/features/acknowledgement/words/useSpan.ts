import { useTranslation } from "react-i18next";

/** How long something was open, in minutes and seconds. */
export function useSpan(): (ms: number) => string {
  const { t } = useTranslation("acknowledgement");
  return (ms) => {
    const seconds = Math.floor(ms / 1000);
    return t("span", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
  };
}
