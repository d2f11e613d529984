import { useTranslation } from "react-i18next";
import { Mark } from "../ui/Mark";
import css from "./Frame.module.css";

/** Shown while the first answer is awaited; quick starts never see it. */
export function Starting() {
  const { t } = useTranslation("ui");
  return (
    <div className={css.centre} role="status" aria-label={t("loading")}>
      <Mark size={48} className={css.breathing} />
    </div>
  );
}
