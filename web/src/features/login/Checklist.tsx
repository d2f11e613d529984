import { Check, Circle } from "lucide-react";
import { useTranslation } from "react-i18next";
import { CHECKS, passed } from "./checklist";
import css from "./login.module.css";

/** The list beside a new password, ticked while one types; below it what the server found. */
export function Checklist({ id, password, faults }: { id: string; password: string; faults: string[] }) {
  const { t } = useTranslation("login");
  const met = passed(password);
  return (
    <div id={id} className={css.under}>
      <ul className={css.checks} aria-label={t("checks")}>
        {CHECKS.map((check) => (
          <li key={check} className={`${css.check} ${met.has(check) ? css.met : ""}`}>
            {met.has(check) ? <Check size={14} strokeWidth={2.5} aria-hidden /> : <Circle size={14} aria-hidden />}
            {t(`check.${check}`)}
            {met.has(check) && <span className={css.spoken}>{t("check_met")}</span>}
          </li>
        ))}
      </ul>
      {faults.map((fault) => (
        <p key={fault} className={css.fault} role="alert">
          {fault}
        </p>
      ))}
    </div>
  );
}
