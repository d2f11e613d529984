import { useTranslation } from "react-i18next";
import { Notice } from "../../../ui";
import type { Rehearsal } from "../api";
import { useDayName } from "../names";
import css from "./ImportDialog.module.css";

/** What a file would do, or why it cannot be taken. */
export function RehearsalView({ seen }: { seen: Rehearsal }) {
  const { t } = useTranslation("calendar");
  const nameOf = useDayName();
  if (seen.faults.length > 0) {
    return (
      <div className={css.seen}>
        <Notice tone="danger" title={t("import.faults", { count: seen.faults.length })}>
          {t("import.faults_text")}
        </Notice>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the keys */}
        <ul className={css.scroll} tabIndex={0} aria-label={t("import.faults", { count: seen.faults.length })}>
          {seen.faults.map((f, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
            <li key={n} className={css.row}>
              <span className={css.when}>{f.line > 0 ? t("import.line", { n: f.line }) : t("import.whole")}</span>
              <span className={css.what}>
                {t(`fault.${f.code}`)}
                {f.value !== "" && <span className={css.value}>{f.value}</span>}
              </span>
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <div className={css.seen}>
      <Notice tone="ok" title={t("import.read", { off: seen.off, work: seen.work })}>
        {t(seen.other.length === 0 ? "import.same" : "import.other", { count: seen.other.length })}
      </Notice>
      {seen.other.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the keys
        <ul className={css.scroll} tabIndex={0} aria-label={t("import.other", { count: seen.other.length })}>
          {seen.other.map((o) => (
            <li key={o.date} className={css.row}>
              <span className={css.when}>{o.date}</span>
              <span className={css.what}>{nameOf(o.name)}</span>
              <span>{t("import.becomes", { before: t(`said.${o.before}`), after: t(`said.${o.after}`) })}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
