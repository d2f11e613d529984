import { useTranslation } from "react-i18next";
import type { Coverage } from "../api/coverage";
import { share } from "../model/coverage";
import css from "./Coverage.module.css";

/** How many clauses are carried, by the strongest way in which they are. */
export function Totals({ totals }: { totals: Coverage["totals"] }) {
  const { t } = useTranslation("regulations");
  const parts = [
    ...(["enforced", "measured", "assisted"] as const).map((kind) => ({ kind, n: totals.carried[kind] })),
    { kind: "none" as const, n: totals.none },
  ];
  return (
    <div className={css.totals}>
      <p className={css.share}>
        {t("coverage.share", { n: share(totals.clauses, totals.none) })}
        <span>{t("coverage.of", { count: totals.clauses, carried: totals.clauses - totals.none })}</span>
      </p>
      <div className={css.bar} aria-hidden>
        {parts.map(({ kind, n }) => n > 0 && <span key={kind} data-kind={kind} style={{ flexGrow: n }} />)}
      </div>
      <dl className={css.figures}>
        {parts.map(({ kind, n }) => (
          <div key={kind} data-kind={kind}>
            <dt>{t(`carried.${kind}`)}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
