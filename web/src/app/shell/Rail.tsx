import { Link, useParams } from "@tanstack/react-router";
import { Moon, Settings, Sun } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useWaiting } from "../../features/acknowledgement/state/waiting";
import { useCounts } from "../../features/approvals/state/counts";
import { useDue } from "../../features/collected/state/due";
import { useUnreadTotal } from "../../features/messages/live";
import { changeSettings, useProblemWords } from "../../platform/api";
import { setTheme, useTheme } from "../../platform/theme";
import { Badge, IconButton, Mark, toast } from "../../ui";
import { AccountMenu } from "./AccountMenu";
import { type Place, usePlaces } from "./places";
import css from "./Rail.module.css";
import { UploadsButton, useLibraryBusy } from "./uploads";

/** The places at the left, from tablets upwards. */
export function Rail() {
  const { t } = useTranslation("ui");
  const words = useProblemWords();
  const places = usePlaces();
  const uploading = useLibraryBusy();
  const dark = useTheme((s) => s.dark);
  const turn = () => {
    const theme = dark ? "light" : "dark";
    setTheme(theme);
    changeSettings({ theme }).catch((error: unknown) => toast("error", words(error)));
  };
  return (
    <nav className={css.rail} aria-label={t("rail")}>
      <Link to="/messages" className={css.mark} aria-label={t("brand")}>
        <Mark size={38} />
      </Link>
      <ul className={css.places}>
        {places.map((place) => (
          <li key={place.id}>
            <RailItem place={place} />
          </li>
        ))}
      </ul>
      <div className={css.end}>
        {uploading && <UploadsButton />}
        <IconButton label={t(dark ? "theme.light" : "theme.dark")} onClick={turn}>
          {dark ? <Sun size={20} strokeWidth={1.75} /> : <Moon size={20} strokeWidth={1.75} />}
        </IconButton>
        <Link to="/settings" className={css.settings} aria-label={t("settings")} title={t("settings")}>
          <Settings size={20} strokeWidth={1.75} aria-hidden />
        </Link>
        <AccountMenu />
      </div>
    </nav>
  );
}

function RailItem({ place: { id, to, icon: Icon } }: { place: Place }) {
  const { t } = useTranslation("ui");
  const unread = useUnreadTotal();
  const due = useDue((s) => s.due);
  const waiting = useWaiting((s) => s.waiting);
  const decide = useCounts((s) => s.waiting);
  const { conversationId } = useParams({ strict: false });
  // Coming back to the messages, one finds what was open.
  const last = useRef<string | undefined>(undefined);
  if (conversationId !== undefined) last.current = conversationId;
  const inside = (
    <>
      <Icon size={20} strokeWidth={1.75} aria-hidden />
      <span className={css.label}>{t(`place.${id}`)}</span>
      {id === "messages" && <Badge count={unread} label={t("unread", { n: unread })} className={css.badge} />}
      {id === "collected" && <Badge count={due} label={t("due", { n: due })} className={css.badge} />}
      {id === "approvals" && <Badge count={decide} label={t("to_decide", { n: decide })} className={css.badge} />}
      {id === "regulations" && (
        <Badge count={waiting} label={t("to_acknowledge", { n: waiting })} className={css.badge} />
      )}
    </>
  );
  if (id === "messages" && conversationId === undefined && last.current !== undefined) {
    return (
      <Link to="/messages/$conversationId" params={{ conversationId: last.current }} className={css.item}>
        {inside}
      </Link>
    );
  }
  return (
    <Link to={to} className={css.item}>
      {inside}
    </Link>
  );
}
