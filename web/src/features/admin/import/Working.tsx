import { useTranslation } from "react-i18next";
import { Progress } from "../../../ui";
import type { Import } from "../api/imports";
import css from "./Working.module.css";

/** The server reads or applies; leaving the page does not stop it. */
export function Working({ one }: { one: Import }) {
  const { t } = useTranslation("admin");
  const title = t(one.state === "applying" ? "import.applying" : "import.reading");
  const known = one.total > 0;
  return (
    <div className={css.centre}>
      <div className={css.box}>
        <p className={css.title}>{title}</p>
        <Progress label={title} value={known ? one.done : null} max={one.total} />
        <p className={css.meta}>
          <span>
            {known
              ? t("import.of", { done: one.done.toLocaleString(), total: one.total.toLocaleString() })
              : t("import.begun")}
          </span>
          {known && <span>{Math.floor((100 * one.done) / one.total)}%</span>}
        </p>
        <p className={css.note}>{t("import.may_leave")}</p>
      </div>
    </div>
  );
}
