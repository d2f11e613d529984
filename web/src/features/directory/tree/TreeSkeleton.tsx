import { useTranslation } from "react-i18next";
import { Skeleton } from "../../../ui";
import css from "./TreeSkeleton.module.css";

/** The whole page before the first answer. */
export function TreeSkeleton() {
  const { t } = useTranslation("directory");
  return (
    <div className={css.page}>
      <div className={css.tree} role="status" aria-label={t("tree.loading")}>
        {[0, 1, 2, 2, 1, 2, 2, 1, 1].map((level, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
          <span key={i} className={css.row} style={{ marginLeft: level * 16, width: `${48 + ((i * 19) % 32)}%` }} />
        ))}
      </div>
      <div className={css.people}>
        <h1 className={css.title}>{t("title")}</h1>
        <Skeleton rows={9} label={t("people.loading")} />
      </div>
    </div>
  );
}
