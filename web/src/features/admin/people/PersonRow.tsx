import { Ban, Ellipsis, KeyRound, LockOpen, ShieldCheck, Ticket } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { shortMoment } from "../../../platform/when";
import { Avatar, IconButton, Menu, type MenuGroups, type MenuItem, Tag } from "../../../ui";
import type { AdminPerson } from "../api/admin";
import { actsOn, type PersonAct } from "./acts";
import css from "./PeopleTable.module.css";

interface Props {
  person: AdminPerson;
  onAct: (act: PersonAct, person: AdminPerson) => void;
}

const icons = { hand_out: Ticket, reset: KeyRound, roles: ShieldCheck, freeze: Ban, unfreeze: LockOpen };

export function PersonRow({ person: one, onAct }: Props) {
  const { t } = useTranslation("admin");
  const me = useMe();
  const p = one.person;
  const item = (act: PersonAct): MenuItem => {
    const Icon = icons[act];
    return {
      id: act,
      label: t(`act.${act}`),
      icon: <Icon size={16} strokeWidth={1.75} />,
      danger: act === "freeze",
      onSelect: () => onAct(act, one),
    };
  };
  const groups: MenuGroups = actsOn(one, me).map((group) => group.map(item));

  return (
    <div className={css.row}>
      <span className={css.person}>
        <Avatar person={p} size={36} />
        <span className={css.two}>
          <span className={css.name}>{p.name}</span>
          <span className={css.small}>{p.number}</span>
        </span>
      </span>
      <span className={`${css.place} ${css.two}`}>
        <span className={css.cut}>{p.department_name}</span>
        <span className={css.small}>{p.post}</span>
      </span>
      <span className={css.roles}>
        {one.roles.map((role) => (
          <Tag key={role} tone="primary">
            {t(`role.${role}`)}
          </Tag>
        ))}
      </span>
      <span className={css.status}>
        {p.status === "frozen" && <Tag tone="danger">{t("status.frozen")}</Tag>}
        {p.status === "left" && <Tag>{t("status.left")}</Tag>}
        {p.status === "active" && one.must_change_password && <Tag tone="warn">{t("people.initial")}</Tag>}
        {p.status === "active" && !one.must_change_password && <Tag tone="ok">{t("status.active")}</Tag>}
      </span>
      <span className={`${css.seen} ${css.two}`}>
        <span>
          {one.last_seen_at === null
            ? t("people.never_seen")
            : shortMoment(me.settings.zone, one.last_seen_at, Date.now() * 1000)}
        </span>
        {one.session_count > 0 && (
          <span className={css.small}>{t("people.sessions", { count: one.session_count })}</span>
        )}
      </span>
      <span className={css.acts}>
        {groups.length > 0 && (
          <Menu
            align="end"
            trigger={
              <IconButton label={t("people.acts_on", { name: p.name })}>
                <Ellipsis size={18} strokeWidth={1.75} />
              </IconButton>
            }
            groups={groups}
          />
        )}
      </span>
    </div>
  );
}
