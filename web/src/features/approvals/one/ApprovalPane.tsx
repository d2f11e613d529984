import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { isProblem, useMe, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { usePhone } from "../../../platform/screen";
import { momentOf } from "../../../platform/when";
import { Avatar, Button, ErrorState, IconButton, PaneTitle, Skeleton } from "../../../ui";
import { ActBar } from "../act/ActBar";
import { approvalChanged, oneQuery, readApproval } from "../api/approvals";
import type { Approval } from "../api/types";
import { PlaceContext } from "../fields/place";
import { FormView } from "../fields/view/FormView";
import { boxOf } from "../list/narrowed";
import { StateTag } from "../words/StateTag";
import { EffectNotice } from "./EffectNotice";
import { History } from "./History";
import { More } from "./More";
import { nextWaiting } from "./next";
import css from "./one.module.css";
import { ReturnNotice } from "./ReturnNotice";
import { RouteLine } from "./RouteLine";
import { Talk } from "./Talk";

/** One approval: the form, the line of those who are asked, what was said, and what one may do. */
export function ApprovalPane({ id }: { id: string }) {
  const { t } = useTranslation("approvals");
  const words = useProblemWords();
  const navigate = useNavigate();
  const phone = usePhone();
  const [address] = useAddress();
  const article = useRef<HTMLElement>(null);
  const query = useQuery(oneQuery(id));
  const a = query.data;
  useRead(a);
  // One after the other: what waits next opens by itself, and who reads with the ears hears which it is.
  const next = () => (boxOf(address) === "waiting" ? nextWaiting(id) : null);
  const go = (approvalId: string) =>
    void navigate({ to: "/approvals/$approvalId", params: { approvalId }, search: true });
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) {
      article.current?.focus({ preventScroll: true });
    }
  }, []);
  const back = () => void navigate({ to: "/approvals", search: true });
  return (
    <article ref={article} tabIndex={-1} className={css.article} aria-label={a?.title ?? t("title")}>
      <header className={css.header}>
        {phone && (
          <IconButton label={t("back")} onClick={back}>
            <ChevronLeft size={22} strokeWidth={1.75} aria-hidden />
          </IconButton>
        )}
        <div className={css.heading}>
          <PaneTitle level={phone ? 1 : 2}>{a?.title ?? t("title")}</PaneTitle>
        </div>
        {a && <StateTag state={a.state} />}
        {a && <More approval={a} />}
      </header>
      {query.isPending && <Skeleton rows={8} label={t("loading")} />}
      {query.isError && a === undefined && (
        <ErrorState
          title={t(isProblem(query.error, "not_found") ? "gone" : "failed")}
          text={isProblem(query.error, "not_found") ? t("gone_text") : words(query.error)}
          action={
            isProblem(query.error, "not_found") ? (
              <Button onClick={back}>{t("back")}</Button>
            ) : (
              <Button onClick={() => void query.refetch()}>{t("retry")}</Button>
            )
          }
        />
      )}
      {a && (
        <>
          <div className={css.body}>
            <Whose approval={a} />
            <EffectNotice approval={a} />
            <ReturnNotice approval={a} />
            <section className={css.part} aria-label={t("part.form")}>
              <h3 className={css.title}>{t("part.form")}</h3>
              <PlaceContext value={{ kind: "approval", approval_id: a.id }}>
                <FormView fields={seen(a)} values={a.values} />
              </PlaceContext>
            </section>
            <RouteLine approval={a} />
            <Talk approval={a} />
            <History approval={a} />
          </div>
          <ActBar approval={a} next={next} onNext={go} />
        </>
      )}
    </article>
  );
}

/** What a condition has hidden was never asked for. */
const seen = (a: Approval) => a.definition.fields.filter((f) => !f.visible_when || a.values[f.id] !== undefined);

function Whose({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  const { zone } = useMe().settings;
  return (
    <div className={css.whose}>
      <Avatar person={a.applicant} size={40} />
      <div className={css.words}>
        <p className={css.who}>{a.applicant.name}</p>
        <p className={css.meta}>
          {[a.department?.name, t("opened", { at: momentOf(zone, a.opened_at) })].filter(Boolean).join(" · ")}
          {" · "}
          <span className={css.serial}>{a.serial}</span>
        </p>
      </div>
    </div>
  );
}

/** Says once that it was looked at, so that it is news no more. */
function useRead(a: Approval | undefined): void {
  const id = a?.id;
  useEffect(() => {
    if (id === undefined) return;
    // A sign that is one too many is put right by the next look.
    readApproval(id).then(
      () => approvalChanged(id),
      () => undefined,
    );
  }, [id]);
}
