import { Check, CircleDashed, Clock3, CornerUpLeft, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { momentOf } from "../../../platform/when";
import { Avatar, Tag } from "../../../ui";
import type { Approval, Asked, Stop } from "../api/types";
import { PlaceContext } from "../fields/place";
import { SignatureView } from "../fields/signature/SignatureView";
import css from "./one.module.css";
import { together } from "./together";

const icons = {
  ahead: CircleDashed,
  running: Clock3,
  passed: Check,
  stopped: X,
  left: CornerUpLeft,
} as const;

const tones: Record<string, "ok" | "danger" | "warn" | "plain"> = {
  approved: "ok",
  rejected: "danger",
  returned: "warn",
  auto_approved: "ok",
  auto_rejected: "danger",
};

/** Who was asked and what they said, who is asked now, and who will be. */
export function RouteLine({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  const beside = together(a.route);
  const rounds = new Set(a.route.map((stop) => stop.round)).size > 1;
  return (
    <section className={css.part} aria-label={t("part.route")}>
      <h3 className={css.title}>{t("part.route")}</h3>
      <ol className={css.route}>
        {a.route.map((stop, at) => (
          <StopItem
            // biome-ignore lint/suspicious/noArrayIndexKey: a step may come several times, always in this order
            key={`${stop.step}.${stop.round}.${at}`}
            approval={a.id}
            stop={stop}
            rounds={rounds}
            beside={beside.has(stop)}
          />
        ))}
      </ol>
    </section>
  );
}

interface StopProps {
  approval: string;
  stop: Stop;
  /** It is said in which round it was. */
  rounds: boolean;
  /** Others are asked at the same time. */
  beside: boolean;
}

function StopItem({ approval, stop, rounds, beside }: StopProps) {
  const { t } = useTranslation("approvals");
  const { zone } = useMe().settings;
  const Icon = icons[stop.state];
  // Whoever acts for somebody, or has handed on, is no further one who has to agree.
  const several = stop.people.filter((one) => one.for === null && one.state !== "handed_over").length > 1;
  const how = several && stop.how !== "" ? t(`how.${stop.how}`) : "";
  const late = stop.state === "running" && stop.due_at !== null && stop.due_at < Date.now() * 1000;
  return (
    <li className={css.stop} data-state={stop.state}>
      <span className={css.sign}>
        <Icon size={14} strokeWidth={2.25} aria-hidden />
      </span>
      <div className={css.stopWords}>
        <p className={css.stopName}>
          {stop.name}
          {beside && <span className={css.meta}>{t("beside")}</span>}
          {how !== "" && <span className={css.meta}>{how}</span>}
          {rounds && <span className={css.meta}>{t("round", { n: stop.round })}</span>}
          <span className={css.spoken}>{t(`stop.${stop.state}`)}</span>
        </p>
        {stop.state === "running" && stop.due_at !== null && (
          <p className={late ? css.late : css.meta}>
            {t(late ? "was_due" : "due", { at: momentOf(zone, stop.due_at) })}
          </p>
        )}
        {stop.why !== "" && <p className={css.meta}>{t(`why.${stop.why}`)}</p>}
        {stop.people.length === 0 && stop.why === "" && (
          <p className={css.meta}>{t(stop.state === "ahead" ? "stop.nobody_ahead" : "stop.nobody_asked")}</p>
        )}
        <ul className={css.people}>
          {stop.people.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: somebody may be asked twice in a step
            <PersonItem key={`${one.person.id}.${at}`} approval={approval} one={one} told={stop.kind === "cc"} />
          ))}
        </ul>
      </div>
    </li>
  );
}

function PersonItem({ approval, one, told }: { approval: string; one: Asked; told: boolean }) {
  const { t, i18n } = useTranslation("approvals");
  const { zone } = useMe().settings;
  const outcome = `outcome.${one.outcome}`;
  const added = one.kind === "decide" ? "" : t(`task.${one.kind}`);
  const confirmed = one.level === "passkey" ? t("level.passkey") : one.level === "password" ? t("level.password") : "";
  return (
    <li className={css.asked}>
      <Avatar person={one.person} size={28} />
      <div className={css.words}>
        <p className={css.askedTop}>
          <span className={css.askedName}>{one.person.name}</span>
          {one.for !== null && <span className={css.meta}>{t("acts_for", { name: one.for.name })}</span>}
          {added !== "" && <Tag>{added}</Tag>}
          {one.outcome !== "" ? (
            <Tag tone={tones[one.outcome] ?? "plain"}>
              {i18n.exists(`approvals:${outcome}`) ? t(outcome as "outcome.approved") : one.outcome}
            </Tag>
          ) : (
            !told &&
            one.state !== "ahead" &&
            one.state !== "done" && <Tag tone={one.state === "open" ? "warn" : "plain"}>{t(`asked.${one.state}`)}</Tag>
          )}
          {one.at !== null && <time className={css.meta}>{momentOf(zone, one.at)}</time>}
        </p>
        {one.over !== null && <p className={css.meta}>{t("over", { name: one.over.name })}</p>}
        {one.state === "open" && one.reminded > 0 && <p className={css.late}>{t("reminded", { n: one.reminded })}</p>}
        {one.text !== "" && <p className={css.opinion}>{one.text}</p>}
        {confirmed !== "" && one.outcome !== "" && <p className={css.meta}>{confirmed}</p>}
        {one.stroke_file_id !== null && (
          <PlaceContext value={{ kind: "approval", approval_id: approval }}>
            <SignatureView
              signature={{ file_id: one.stroke_file_id, png_sha256: "" }}
              label={t("stroke_of", { name: one.person.name })}
            />
          </PlaceContext>
        )}
      </div>
    </li>
  );
}
