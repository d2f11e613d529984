import { Globe, Monitor, Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Session, useMe } from "../../platform/api";
import { shortMoment } from "../../platform/when";
import { Button, Tag } from "../../ui";
import css from "./DevicesPart.module.css";

const icons = { desktop: Monitor, phone: Smartphone, other: Globe };

export function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const { t } = useTranslation("settings");
  const { zone } = useMe().settings;
  const Icon = icons[session.device];
  const client = session.client || t("devices.unknown");
  const seen = shortMoment(zone, session.last_seen_at, Date.now() * 1000);
  return (
    <li className={css.session}>
      <span className={css.icon}>
        <Icon size={20} strokeWidth={1.75} aria-hidden />
      </span>
      <div className={css.words}>
        <p className={css.client}>
          {client}
          {session.current && <Tag tone="ok">{t("devices.current")}</Tag>}
        </p>
        <p className={css.facts}>
          {session.current ? t("devices.now") : t("devices.seen", { time: seen })}
          {session.ip && ` · ${session.ip}`}
        </p>
      </div>
      {!session.current && (
        <Button aria-label={t("devices.end_named", { client })} onClick={onEnd}>
          {t("devices.end")}
        </Button>
      )}
    </li>
  );
}
