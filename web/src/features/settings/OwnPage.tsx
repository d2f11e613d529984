import { Link } from "@tanstack/react-router";
import { ChevronRight, FolderOpen, ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../platform/api";
import { signOut } from "../../platform/session";
import { Avatar, Badge, Button, toast } from "../../ui";
import { useWaiting } from "../acknowledgement/state/waiting";
import css from "./OwnPage.module.css";
import { PartLinks } from "./PartLinks";
import links from "./PartLinks.module.css";

/** The last tab of a phone: oneself, and the way to every setting. */
export function OwnPage() {
  const { t } = useTranslation(["settings", "ui"]);
  const words = useProblemWords();
  const { account, company_name } = useMe();
  const { presence } = account;
  const waiting = useWaiting((s) => s.waiting);
  const leave = () => void signOut().catch((error: unknown) => toast("error", words(error)));
  return (
    <div className={css.page}>
      <h1 className={css.title}>{t("ui:place.me")}</h1>
      <header className={css.who}>
        <Avatar person={account} size={60} presence />
        <div className={css.words}>
          <p className={css.name}>{account.name}</p>
          <p className={css.post}>{[account.department_name, account.post].filter(Boolean).join(" · ")}</p>
          <p className={css.post}>{[t(`presence.${presence.state}`), presence.note].filter(Boolean).join(" · ")}</p>
        </div>
      </header>
      <nav className={css.card} aria-label={t("title")}>
        <PartLinks />
      </nav>
      <nav className={css.card} aria-label={t("company")}>
        <ul>
          <li>
            <Link to="/files" className={links.link}>
              <FolderOpen size={18} strokeWidth={1.75} aria-hidden />
              <span className={links.words}>{t("ui:place.files")}</span>
              <ChevronRight size={18} strokeWidth={1.75} aria-hidden className={links.arrow} />
            </Link>
          </li>
          <li>
            <Link to="/regulations" className={links.link}>
              <ScrollText size={18} strokeWidth={1.75} aria-hidden />
              <span className={links.words}>{t("regulations")}</span>
              <Badge count={waiting} label={t("ui:to_acknowledge", { n: waiting })} />
              <ChevronRight size={18} strokeWidth={1.75} aria-hidden className={links.arrow} />
            </Link>
          </li>
        </ul>
      </nav>
      <Button size="l" className={css.leave} onClick={leave}>
        {t("sign_out")}
      </Button>
      <p className={css.company}>{company_name}</p>
    </div>
  );
}
