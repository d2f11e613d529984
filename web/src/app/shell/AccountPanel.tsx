import { Link } from "@tanstack/react-router";
import { ChevronLeft, CircleUserRound, Keyboard, LogOut, Settings, Smile } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../platform/api";
import { signOut } from "../../platform/session";
import { Avatar, IconButton, Skeleton, toast } from "../../ui";
import css from "./AccountMenu.module.css";
import { openHelp } from "./help";

const PresenceForm = lazy(() =>
  import("../../features/settings/presence/PresenceForm").then((m) => ({ default: m.PresenceForm })),
);

/** How one is seen, where one's own things are, and the way out. */
export function AccountPanel({ onClose: close }: { onClose: () => void }) {
  const { t } = useTranslation(["ui", "settings"]);
  const words = useProblemWords();
  const { account } = useMe();
  const [presence, setPresence] = useState(false);
  const leave = () => {
    close();
    signOut().catch((error: unknown) => toast("error", words(error)));
  };
  if (presence) {
    return (
      <div className={css.panel}>
        <header className={css.back}>
          <IconButton label={t("back")} onClick={() => setPresence(false)}>
            <ChevronLeft size={18} strokeWidth={1.75} />
          </IconButton>
          <h2 className={css.title}>{t("account.presence")}</h2>
        </header>
        <div className={css.form}>
          <Suspense fallback={<Skeleton rows={4} label={t("loading")} />}>
            <PresenceForm onSaved={close} />
          </Suspense>
        </div>
      </div>
    );
  }
  return (
    <div className={css.panel}>
      <header className={css.who}>
        <Avatar person={account} size={44} presence />
        <div className={css.words}>
          <p className={css.name}>{account.name}</p>
          <p className={css.post}>{[account.department_name, account.post].filter(Boolean).join(" · ")}</p>
        </div>
      </header>
      <button type="button" className={css.presence} onClick={() => setPresence(true)}>
        <Smile size={18} strokeWidth={1.75} aria-hidden />
        <span className={css.state}>{t(`settings:presence.${account.presence.state}`)}</span>
        <span className={css.note}>{account.presence.note || t("account.presence_hint")}</span>
      </button>
      <ul className={css.items}>
        <Item
          to="/directory/$personId"
          id={account.id}
          icon={<CircleUserRound size={18} strokeWidth={1.75} />}
          close={close}
        >
          {t("account.card")}
        </Item>
        <Item to="/settings" icon={<Settings size={18} strokeWidth={1.75} />} close={close}>
          {t("settings")}
        </Item>
        <li>
          <button
            type="button"
            className={css.item}
            onClick={() => {
              close();
              openHelp();
            }}
          >
            <Keyboard size={18} strokeWidth={1.75} aria-hidden />
            {t("keys.title")}
          </button>
        </li>
        <li className={css.parted}>
          <button type="button" className={css.item} onClick={leave}>
            <LogOut size={18} strokeWidth={1.75} aria-hidden />
            {t("account.sign_out")}
          </button>
        </li>
      </ul>
    </div>
  );
}

function Item({
  to,
  id,
  icon,
  close,
  children,
}: {
  to: "/settings" | "/directory/$personId";
  id?: string;
  icon: ReactNode;
  close: () => void;
  children: ReactNode;
}) {
  return (
    <li>
      <Link to={to} params={id === undefined ? {} : { personId: id }} className={css.item} onClick={close}>
        {icon}
        {children}
      </Link>
    </li>
  );
}
