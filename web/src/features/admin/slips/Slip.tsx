import { useTranslation } from "react-i18next";
import type { HandedOut } from "../api/admin";
import { QrCode } from "./QrCode";
import css from "./Slip.module.css";

interface Props {
  item: HandedOut;
  company: string;
}

/** One person's slip: who it is for, where to go, and the password in groups that can be typed. */
export function Slip({ item, company }: Props) {
  const { t } = useTranslation("admin");
  return (
    <li className={css.slip}>
      <header className={css.head}>
        <span className={css.company}>{company}</span>
        <span>{t("slip.what")}</span>
      </header>
      <div className={css.middle}>
        <div className={css.words}>
          <p className={css.name}>{item.name}</p>
          <p className={css.place}>
            {item.number} · {item.department}
          </p>
          <p className={css.label}>{t("slip.address")}</p>
          <p className={css.address}>{originOf(item.link)}</p>
        </div>
        <QrCode text={item.link} label={t("slip.code", { name: item.name })} className={css.code} />
      </div>
      <div className={css.box}>
        <p className={css.label}>{t("slip.password")}</p>
        <p className={css.secret}>{item.initial_password}</p>
      </div>
      <p className={css.foot}>{t("slip.how")}</p>
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
