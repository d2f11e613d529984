import { CircleCheck, CopyCheck, Stamp, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar, Notice, Skeleton, Tag } from "../../../ui";
import { together } from "../one/together";
import type { PreviewStep } from "./api";
import { useLimitWords } from "./limitWords";
import css from "./route.module.css";

interface Props {
  applicant: string;
  steps: readonly PreviewStep[] | undefined;
  /** It is of what was filled in a moment ago. */
  stale: boolean;
  error: string | null;
  effect: string;
  /** In place of the people of a step that the applicant chooses. */
  chooser?: (step: PreviewStep) => React.ReactNode;
}

/** The way an approval would go: who is asked, one after the other, and what happens at its end. */
export function RoutePreview({ applicant, steps, stale, error, effect, chooser }: Props) {
  const { t } = useTranslation("approval-form");
  if (steps === undefined) {
    return error === null ? <Skeleton rows={3} label={t("loading")} /> : <Notice tone="warn">{error}</Notice>;
  }
  const beside = together(steps);
  return (
    <>
      <ol className={css.steps} aria-label={t("route.title")} aria-busy={stale} data-stale={stale || undefined}>
        <li className={css.step}>
          <span className={css.mark} aria-hidden>
            <UserRound size={16} strokeWidth={1.75} />
          </span>
          <div className={css.words}>
            <p className={css.name}>{t("route.applicant")}</p>
            <p className={css.person}>{applicant}</p>
          </div>
        </li>
        {steps.map((step) => (
          <Step key={`${step.arm}/${step.id}`} step={step} beside={beside.has(step)} chooser={chooser} />
        ))}
        <li className={css.step}>
          <span className={css.mark} data-end aria-hidden>
            <CircleCheck size={16} strokeWidth={1.75} />
          </span>
          <div className={css.words}>
            <p className={css.name}>{t("route.end")}</p>
            <p className={css.person}>{effect || t("route.no_effect")}</p>
          </div>
        </li>
      </ol>
      {error !== null && <Notice tone="warn">{error}</Notice>}
    </>
  );
}

interface StepProps {
  step: PreviewStep;
  /** Others are asked at the same time. */
  beside: boolean;
  chooser: Props["chooser"];
}

function Step({ step, beside, chooser }: StepProps) {
  const { t } = useTranslation("approval-form");
  const limit = useLimitWords();
  const Icon = step.kind === "cc" ? CopyCheck : Stamp;
  const several = step.people.length > 1 && step.how !== "";
  return (
    <li className={css.step}>
      <span className={css.mark} aria-hidden>
        <Icon size={16} strokeWidth={1.75} />
      </span>
      <div className={css.words}>
        <p className={css.name}>
          {step.name || t(`route.kind_${step.kind}`)}
          {beside && <Tag>{t("route.beside")}</Tag>}
          {several && <Tag>{t(`route.how_${step.how}`)}</Tag>}
          {step.level === "passkey" && <Tag tone="primary">{t("route.passkey")}</Tag>}
        </p>
        {step.choose && chooser ? (
          chooser(step)
        ) : (
          <ul className={css.people}>
            {step.people.map((person) => (
              <li key={person.id} className={css.person}>
                <Avatar person={{ name: person.name, avatar_hue: hueOfId(person.id) }} size={22} />
                {person.name}
              </li>
            ))}
          </ul>
        )}
        {step.why !== "" && step.why !== "choice" && (
          <p className={css.nobody} data-tone={step.stops ? "danger" : "warn"}>
            {t(step.stops ? "route.stops" : `route.why_${step.why}`)}
          </p>
        )}
        {step.limit && <p className={css.aside}>{limit(step.limit)}</p>}
      </div>
    </li>
  );
}

/** Names come without the colour of their disc: it is chosen as for a group. */
function hueOfId(id: string): number {
  let sum = 0;
  for (const c of id) sum = (sum * 31 + c.charCodeAt(0)) >>> 0;
  return sum % 8;
}
