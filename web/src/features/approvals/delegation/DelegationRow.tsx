import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { dayOf, momentOf } from "../../../platform/when";
import { dayStart } from "../../../platform/when/zone";
import { Avatar, Button, Tag } from "../../../ui";
import type { Delegation, DelegationBox } from "../api/work";
import css from "./delegation.module.css";

const tones = { planned: "primary", running: "ok", over: "plain" } as const;

interface Props {
  one: Delegation;
  box: DelegationBox;
  onEnd?: () => void;
}

/** A day and its clock stay on one line. */
const together = (moment: string) => moment.replace(" ", "\u00a0");

const startsDay = (zone: string, at: number) => dayStart(zone, dayOf(zone, at)) === at;

/** Who acts for whom, until when, for what. */
export function DelegationRow({ one, box, onEnd }: Props) {
  const { t } = useTranslation("approvals");
  const { zone } = useMe().settings;
  const other = box === "given" ? one.delegate : one.principal;
  const kinds = one.templates.length === 0 ? t("delegation.all") : one.templates.map((k) => k.name).join(t("and"));
  const until = one.ended_at ?? one.until_at;
  // It is set by days, the last one included, and says so again; what began or ended in between has a clock.
  const from = startsDay(zone, one.from_at) ? dayOf(zone, one.from_at) : together(momentOf(zone, one.from_at));
  const whole = startsDay(zone, until);
  return (
    <li className={css.row}>
      <Avatar person={other} size={40} />
      <div className={css.words}>
        <p className={css.top}>
          <span className={css.name}>{other.name}</span>
          <Tag tone={tones[one.state]}>
            {t(one.ended_at !== null ? "delegation.is_ended" : `delegation.is_${one.state}`)}
          </Tag>
        </p>
        <p className={css.meta}>
          {whole
            ? t("delegation.span_days", { from, to: dayOf(zone, until - 1) })
            : t("delegation.span", { from, to: together(momentOf(zone, until)) })}
        </p>
        <p className={css.meta}>{[kinds, one.reason].filter(Boolean).join(" · ")}</p>
      </div>
      {onEnd && (
        <Button className={css.end} onClick={onEnd}>
          {t("delegation.end")}
        </Button>
      )}
    </li>
  );
}
