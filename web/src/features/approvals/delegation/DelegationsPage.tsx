import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import {
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  IconButton,
  PaneTitle,
  Skeleton,
  Tabs,
  toast,
} from "../../../ui";
import { type Delegation, type DelegationBox, delegationsQuery, endDelegation } from "../api/work";
import { DelegationDialog } from "./DelegationDialog";
import { DelegationRow } from "./DelegationRow";
import css from "./delegation.module.css";

const BOXES: readonly DelegationBox[] = ["given", "received"];

/** 审批代理: whom one lets act for oneself while away, and for whom one acts. */
export function DelegationsPage() {
  const { t } = useTranslation(["approvals", "ui"]);
  const words = useProblemWords();
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const box: DelegationBox = address.box === "received" ? "received" : "given";
  const query = useQuery(delegationsQuery(box));
  const items = query.data?.items ?? [];
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Delegation | null>(null);
  const end = async (one: Delegation) => {
    try {
      await endDelegation(one.id);
      toast("ok", t("delegation.ended"));
    } catch (error) {
      toast("error", words(error));
    }
  };
  return (
    <section className={css.page} aria-label={t("delegation.title")}>
      <header className={css.header}>
        <IconButton label={t("back")} onClick={() => void navigate({ to: "/approvals" })}>
          <ChevronLeft size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <div className={css.heading}>
          <PaneTitle>{t("delegation.title")}</PaneTitle>
          <p className={css.about}>{t("delegation.about")}</p>
        </div>
        <Button kind="primary" icon={<Plus size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setMaking(true)}>
          {t("delegation.new")}
        </Button>
      </header>
      <Tabs<DelegationBox>
        label={t("delegation.title")}
        className={css.tabs ?? ""}
        value={box}
        items={BOXES.map((id) => ({ id, label: t(`delegation.${id}`) }))}
        onChange={(id) => change({ box: id === "given" ? null : id })}
      />
      <div className={css.body}>
        {query.isPending && <Skeleton rows={4} label={t("loading")} />}
        {query.isError && query.data === undefined && (
          <ErrorState
            title={t("failed")}
            text={words(query.error)}
            action={<Button onClick={() => void query.refetch()}>{t("retry")}</Button>}
          />
        )}
        {query.isSuccess && items.length === 0 && (
          <EmptyState title={t(`delegation.none_${box}`)} text={t(`delegation.none_${box}_text`)} />
        )}
        {items.length > 0 && (
          <ul aria-label={t(`delegation.${box}`)}>
            {items.map((one) => (
              <DelegationRow
                key={one.id}
                one={one}
                box={box}
                {...(box === "given" && one.state !== "over" ? { onEnd: () => setEnding(one) } : {})}
              />
            ))}
          </ul>
        )}
      </div>
      {making && <DelegationDialog onClose={() => setMaking(false)} />}
      {ending !== null && (
        <ConfirmDialog
          title={t("delegation.end_title")}
          text={t("delegation.end_text", { name: ending.delegate.name })}
          action={t("delegation.end")}
          onConfirm={() => end(ending)}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}
