import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { needWords } from "../../platform/i18n";
import { Avatar, late, Popover } from "../../ui";
import css from "./AccountMenu.module.css";

const AccountPanel = late(
  async () => {
    await needWords("settings");
    return (await import("./AccountPanel")).AccountPanel;
  },
  <div className={css.panel} />,
);

/** One's own face: how one is seen, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation("ui");
  const me = useMe();
  const label = t("account", { name: me.account.name });
  return (
    <Popover
      label={label}
      side="right"
      align="end"
      trigger={
        <button type="button" className={css.face} aria-label={label} title={me.account.name}>
          <Avatar person={me.account} size={34} presence />
        </button>
      }
    >
      {(close) => <AccountPanel onClose={close} />}
    </Popover>
  );
}
