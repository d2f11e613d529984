import { FileDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useMe, useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { momentOf } from "../../../platform/when";
import { Avatar, Button, EmptyState, ErrorState, MoreRows, Segmented, Skeleton } from "../../../ui";
import { type PeopleState, peopleQuery, proofAddress } from "../api/read";
import type { AskedPerson, DemandState } from "../api/types";
import { StateTag } from "../words/StateTag";
import { useSpan } from "../words/useSpan";
import css from "./one.module.css";

const STATES: readonly PeopleState[] = ["open", "overdue", "done", "all"];

/** Who was asked, by number; first those who have not. */
export function PeopleList({ state, department }: { state: DemandState; department: string }) {
  const { t } = useTranslation("acknowledgement");
  const words = useProblemWords();
  const [address, change] = useAddress();
  const shown = STATES.find((s) => s === address.state) ?? "open";
  const pages = useInfiniteQuery(peopleQuery(state.regulation_id, state.of, shown, department));
  const found = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const proves = state.abilities.includes("acknowledgement.proof");
  return (
    <>
      <div className={css.filter}>
        <Segmented<PeopleState>
          label={t("people.state")}
          items={STATES.map((id) => ({ id, label: t(`people.${id}`) }))}
          value={shown}
          onChange={(next) => change({ state: next === "open" ? null : next })}
        />
      </div>
      {pages.isPending && <Skeleton rows={6} label={t("loading")} />}
      {pages.isError && found.length === 0 && (
        <ErrorState
          title={t("failed")}
          text={words(pages.error)}
          action={<Button onClick={() => void pages.refetch()}>{t("retry")}</Button>}
        />
      )}
      {pages.isSuccess && found.length === 0 && <EmptyState title={t(`people.none_${shown}`)} />}
      {found.length > 0 && (
        <ul className={css.rows} aria-label={t("people.list")}>
          {found.map((one) => (
            <PersonRow key={one.person.id} one={one} state={state} proves={proves} />
          ))}
        </ul>
      )}
      <MoreRows pages={pages} />
    </>
  );
}

function PersonRow({ one, state, proves }: { one: AskedPerson; state: DemandState; proves: boolean }) {
  const { t } = useTranslation("acknowledgement");
  const span = useSpan();
  const { zone } = useMe().settings;
  const { person } = one;
  const facts = [
    one.acknowledged_at === null
      ? t("people.due", { at: momentOf(zone, one.due_at) })
      : t("bar.done", { at: momentOf(zone, one.acknowledged_at) }),
    one.opened_at === null ? t("row.unopened") : t("bar.read_for", { span: span(one.open_ms) }),
    one.reminders > 0 && t("people.reminded", { count: one.reminders }),
    one.escalated_to !== null && t("people.told", { name: one.escalated_to.name }),
  ];
  return (
    <li className={css.person}>
      <Avatar person={person} size={36} />
      <span className={css.words}>
        <span className={css.top}>
          <span className={css.who}>{person.name}</span>
          <span className={css.meta}>{[person.number, person.department_name].filter(Boolean).join(" · ")}</span>
          <StateTag state={one.state} />
        </span>
        <span className={css.meta}>{facts.filter(Boolean).join(" · ")}</span>
      </span>
      {proves && one.state === "done" && (
        <a
          className={css.proof}
          href={proofAddress(state.regulation_id, state.of, "pdf", person.id)}
          aria-label={t("proof.of", { name: person.name })}
          title={t("proof.of", { name: person.name })}
          download
        >
          <FileDown size={18} strokeWidth={1.75} aria-hidden />
        </a>
      )}
    </li>
  );
}
