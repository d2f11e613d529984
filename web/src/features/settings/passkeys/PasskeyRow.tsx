import { KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { shortMoment } from "../../../platform/when";
import { Button, Tag } from "../../../ui";
import devices from "../DevicesPart.module.css";
import type { Passkey } from "./api";

export function PasskeyRow({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) {
  const { t } = useTranslation("settings");
  const { zone } = useMe().settings;
  const moment = (at: number) => shortMoment(zone, at, Date.now() * 1000);
  const facts = [
    t("passkeys.made", { time: moment(passkey.made_at) }),
    passkey.used_at === 0 ? t("passkeys.unused") : t("passkeys.used", { time: moment(passkey.used_at) }),
    ...(passkey.synced ? [t("passkeys.synced")] : []),
  ];
  return (
    <li className={devices.session}>
      <span className={devices.icon}>
        <KeyRound size={20} strokeWidth={1.75} aria-hidden />
      </span>
      <div className={devices.words}>
        <p className={devices.client}>
          {passkey.name}
          {passkey.state === "stopped" && <Tag tone="danger">{t("passkeys.stopped")}</Tag>}
          {!passkey.here && <Tag tone="warn">{t("passkeys.elsewhere", { place: passkey.place })}</Tag>}
        </p>
        <p className={devices.facts}>{facts.join(" · ")}</p>
        {passkey.state === "stopped" && <p className={devices.facts}>{t("passkeys.stopped_text")}</p>}
      </div>
      <Button aria-label={t("passkeys.remove_named", { name: passkey.name })} onClick={onRemove}>
        {t("passkeys.remove")}
      </Button>
    </li>
  );
}
