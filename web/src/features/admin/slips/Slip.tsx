import { useTranslation } from "react-i18next";
import type { HandedOut } from "../api/admin";
import css from "./Slip.module.css";

interface Props {
  item: HandedOut;
  company: string;
  printed: string;
}

/** One person's slip: who it is for, where to go, and the password in groups that can be typed. */
export function Slip({ item, company, printed }: Props) {
  const { t } = useTranslation("admin");
  return (
    <li className={css.slip}>
      <header className={css.head}>
        <span className={css.company}>{company}</span>
        <span>{t("slip.what")}</span>
      </header>
      <p className={css.who}>
        <span className={css.name}>{item.name}</span>
        <span>
          {item.number} · {item.department}
        </span>
      </p>
      <dl className={css.facts}>
        <dt>{t("slip.address")}</dt>
        <dd>{originOf(item.link)}</dd>
        <dt>{t("slip.password")}</dt>
        <dd className={css.secret}>{item.initial_password}</dd>
      </dl>
      <footer className={css.foot}>
        <span>{t("slip.how")}</span>
        <span>{printed}</span>
      </footer>
    </li>
  );
}

function originOf(link: string): string {
  try {
    return new URL(link).origin;
  } catch {
    return location.origin;
  }
}
