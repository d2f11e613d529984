import { useTranslation } from "react-i18next";

/** The holidays by their names in the national notices. */
const NATIONAL: Record<string, string> = {
  元旦: "new_year",
  春节: "spring",
  清明节: "qingming",
  劳动节: "labour",
  端午节: "dragon_boat",
  中秋节: "mid_autumn",
  国庆节: "national_day",
};

/** The name of a day in the reader's language, where it is a national one. */
export function useDayName(): (name: string) => string {
  const { t } = useTranslation("calendar");
  return (name) =>
    name
      .split("、")
      .map((one) => (NATIONAL[one] === undefined ? one : t(`nation.${NATIONAL[one]}`)))
      .join(t("nation.and"));
}
