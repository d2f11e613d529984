import { useTranslation } from "react-i18next";
import css from "./CardSkeleton.module.css";

export function CardSkeleton() {
  const { t } = useTranslation("directory");
  return (
    <div className={css.card} role="status" aria-label={t("card.loading")}>
      <span className={css.disc} />
      <span className={css.bar} style={{ width: 96, height: 14 }} />
      <span className={css.bar} style={{ width: 150 }} />
      <span className={css.button} />
      {[70, 88, 60, 80, 52].map((width) => (
        <span key={width} className={css.line}>
          <span className={css.bar} style={{ width: 40 }} />
          <span className={css.bar} style={{ width: `${width}%` }} />
        </span>
      ))}
    </div>
  );
}
