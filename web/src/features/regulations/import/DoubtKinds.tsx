import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Button, Progress } from "../../../ui";
import type { RegulationImport, Settlement } from "../api/imports";
import { type Group, groupsOf, proposes } from "../model/doubts";
import css from "./DoubtKinds.module.css";

interface Props {
  one: RegulationImport;
  /** The kind to look at; null for all. */
  kind: string | null;
  busy: boolean;
  onKind: (code: string | null) => void;
  onSettle: (items: Settlement[]) => void;
}

/** How far one has got, kind by kind. What is alike can be settled at once. */
export function DoubtKinds({ one, kind, busy, onKind, onSettle }: Props) {
  const { t } = useTranslation("regulations");
  const groups = useMemo(() => groupsOf(one), [one]);
  const all = one.doubts.length;
  const left = groups.reduce((sum, g) => sum + g.open.length, 0);
  const chosen = groups.find((g) => g.code === kind);
  return (
    <div className={css.kinds}>
      <p className={css.sum} role="status">
        {t(left === 0 ? "doubts.all_done" : "doubts.left", { count: left, all })}
      </p>
      <Progress
        label={t("doubts.progress")}
        value={all - left}
        max={Math.max(1, all)}
        tone={left === 0 ? "ok" : "primary"}
      />
      <ul className={css.list}>
        <li>
          <Kind label={t("doubts.every_kind")} left={left} on={chosen === undefined} onClick={() => onKind(null)} />
        </li>
        {groups.map((g) => (
          <li key={g.code}>
            <Kind
              label={t(`doubts.kind.${g.code}` as never)}
              left={g.open.length}
              on={g === chosen}
              onClick={() => onKind(g.code)}
            />
          </li>
        ))}
      </ul>
      {one.state === "open" && chosen && chosen.open.length > 1 && (
        <Together group={chosen} busy={busy} onSettle={onSettle} />
      )}
    </div>
  );
}

function Kind({ label, left, on, onClick }: { label: string; left: number; on: boolean; onClick: () => void }) {
  return (
    <button type="button" className={css.kind} aria-pressed={on} onClick={onClick}>
      <span className={css.label}>{label}</span>
      <span className={css.left} data-none={left === 0 || undefined}>
        {left}
      </span>
    </button>
  );
}

/** Settles all of one kind alike. */
function Together({ group, busy, onSettle }: { group: Group; busy: boolean; onSettle: (items: Settlement[]) => void }) {
  const { t } = useTranslation("regulations");
  const open = group.open.slice(0, 1000); // more at once the server does not take
  const with_ = open.filter(proposes);
  const all = (decision: "accept" | "keep", which: Group["open"]) =>
    onSettle(which.map(({ id }) => ({ id, decision })));
  return (
    <div className={css.together}>
      {with_.length > 0 && (
        <Button disabled={busy} onClick={() => all("accept", with_)}>
          {t("doubts.accept_all", { count: with_.length })}
        </Button>
      )}
      <Button disabled={busy} onClick={() => all("keep", open)}>
        {t("doubts.keep_all", { count: open.length })}
      </Button>
    </div>
  );
}
