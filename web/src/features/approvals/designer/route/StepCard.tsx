import { ChevronDown, ChevronUp, CopyCheck, GitBranch, type LucideIcon, Split, Stamp, Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, Tag } from "../../../../ui";
import { useLimitWords } from "../../apply/limitWords";
import type { Field, Step, StepKind } from "../../definition";
import { useWordsIn } from "../../fields";
import css from "./route.module.css";
import { useWhoWords } from "./whoWords";

export const KIND_ICONS: Record<StepKind, LucideIcon> = {
  approve: Stamp,
  cc: CopyCheck,
  branch: GitBranch,
  parallel: Split,
};

interface Props {
  step: Step;
  fields: readonly Field[];
  faulty: boolean;
  chosen: boolean;
  first: boolean;
  last: boolean;
  onChoose: () => void;
  onShift: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** A step in the route: its name, who is asked and how. */
export function StepCard({ step, fields, faulty, chosen, first, last, onChoose, onShift, onRemove }: Props) {
  const { t } = useTranslation(["approval-designer", "approval-form"]);
  const said = useWordsIn();
  const limit = useLimitWords();
  const who = useWhoWords(step.who ?? [], fields);
  const name = said(step.name) || t(`step.${step.kind}`);
  const Icon = KIND_ICONS[step.kind];
  const card = useRef<HTMLDivElement>(null);
  // What was added beside others may stand outside of what is seen.
  useEffect(() => {
    if (chosen) card.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  return (
    <div
      ref={card}
      className={css.card}
      data-chosen={chosen || undefined}
      data-faulty={faulty || undefined}
      data-kind={step.kind}
    >
      <button
        type="button"
        className={css.cardMain}
        aria-pressed={chosen}
        onClick={onChoose}
        onKeyDown={(event) => {
          if (event.altKey && event.key === "ArrowUp") onShift(-1);
          else if (event.altKey && event.key === "ArrowDown") onShift(1);
          else if (event.key === "Delete") onRemove();
          else return;
          event.preventDefault();
        }}
      >
        <span className={css.cardName}>
          <Icon size={16} strokeWidth={1.75} aria-hidden />
          {name}
          {step.kind === "approve" && who.length > 0 && step.how && step.how !== "all" && (
            <Tag>{t(`approval-form:route.how_${step.how}`)}</Tag>
          )}
          {step.level === "passkey" && <Tag tone="primary">{t("approval-form:route.passkey")}</Tag>}
        </span>
        <span className={css.cardWho}>
          {step.kind === "branch" || step.kind === "parallel"
            ? t(`route.${step.kind}_text`)
            : who.join(t("who.and")) || t("who.nobody_yet")}
        </span>
        {step.limit && <span className={css.cardAside}>{limit(step.limit)}</span>}
      </button>
      <div className={css.cardTools}>
        <IconButton label={t("up", { name })} disabled={first} onClick={() => onShift(-1)}>
          <ChevronUp size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t("down", { name })} disabled={last} onClick={() => onShift(1)}>
          <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t("remove", { name })} onClick={onRemove}>
          <Trash2 size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
