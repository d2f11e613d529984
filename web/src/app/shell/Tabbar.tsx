import { Link, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useWaiting } from "../../features/acknowledgement/state/waiting";
import { useCounts } from "../../features/approvals/state/counts";
import { useDue } from "../../features/collected/state/due";
import { useUnreadTotal } from "../../features/messages/live";
import { useMe } from "../../platform/api";
import { Avatar, Badge } from "../../ui";
import { usePlaces } from "./places";
import css from "./Tabbar.module.css";

/** Deeper pages are pushed over the tabs and have a way back of their own. */
const PUSHED =
  /^\/(?:(?:messages|directory|settings|regulations|rules|approvals|admin\/import|admin\/rules(?!\/proposals|\/evidence))\/.|search$)/;

/** The places at the bottom of a phone. */
export function Tabbar() {
  const { t } = useTranslation("ui");
  const me = useMe();
  const places = usePlaces().filter((place) => !place.far);
  const unread = useUnreadTotal();
  const due = useDue((s) => s.due);
  const waiting = useWaiting((s) => s.waiting);
  const decide = useCounts((s) => s.waiting);
  const pushed = useRouterState({ select: (s) => PUSHED.test(s.location.pathname) });
  if (pushed) return null;
  return (
    <nav className={css.bar} aria-label={t("rail")}>
      {places.map(({ id, to, icon: Icon }) => (
        <Link key={id} to={to} className={css.tab}>
          <span className={css.icon}>
            <Icon size={24} strokeWidth={1.75} aria-hidden />
            {id === "messages" && <Badge count={unread} label={t("unread", { n: unread })} className={css.badge} />}
            {id === "collected" && <Badge count={due} label={t("due", { n: due })} className={css.badge} />}
            {id === "approvals" && <Badge count={decide} label={t("to_decide", { n: decide })} className={css.badge} />}
          </span>
          <span className={css.label}>{t(`place.${id}`)}</span>
        </Link>
      ))}
      <Link to="/settings" className={css.tab}>
        <span className={css.icon}>
          <Avatar person={me.account} size={26} presence />
          <Badge count={waiting} label={t("to_acknowledge", { n: waiting })} className={css.badge} />
        </span>
        <span className={css.label}>{t("place.me")}</span>
      </Link>
    </nav>
  );
}
