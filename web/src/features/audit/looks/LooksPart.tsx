import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { useInfiniteQuery } from "../../../platform/queries";
import { Avatar, Button, Dialog, EmptyState, ErrorState, MoreRows, Skeleton, Tag } from "../../../ui";
import { Section } from "../../settings/Section";
import { type AuditLook, looksQuery } from "../api/audit";
import { Proof } from "../log/Proof";
import { useAuditWords } from "../words/useAuditWords";
import css from "./looks.module.css";

/** 谁看过我的数据: what others did with one's data, each provable by oneself. */
export function LooksPart() {
  const { t } = useTranslation("audit");
  const words = useProblemWords();
  const list = useInfiniteQuery(looksQuery);
  const [open, setOpen] = useState<AuditLook | null>(null);
  const looks = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t("looks.title")} text={t("looks.text")}>
      {list.isPending && <Skeleton rows={4} label={t("loading")} />}
      {list.isError && looks.length === 0 && (
        <ErrorState
          title={t("looks.failed")}
          text={words(list.error)}
          action={<Button onClick={() => void list.refetch()}>{t("retry")}</Button>}
        />
      )}
      {list.isSuccess && looks.length === 0 && <EmptyState title={t("looks.none")} text={t("looks.none_text")} />}
      {looks.length > 0 && (
        <ul className={css.list} aria-label={t("looks.title")}>
          {looks.map((look) => (
            <Look key={look.id} look={look} onProve={() => setOpen(look)} />
          ))}
        </ul>
      )}
      <MoreRows pages={list} />
      {open && <LookDialog key={open.id} look={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function Look({ look, onProve }: { look: AuditLook; onProve: () => void }) {
  const { t } = useTranslation("audit");
  const words = useAuditWords();
  return (
    <li className={css.look}>
      {look.actor === null ? <span className={css.system} aria-hidden /> : <Avatar person={look.actor} size={36} />}
      <div className={css.words}>
        <p className={css.line}>
          <span className={css.who}>{look.actor?.name ?? t("system")}</span>
          <Tag tone={look.kind === "read" ? "warn" : "plain"}>{t(`kind.${look.kind}`)}</Tag>
          <span>{words.action(look.action)}</span>
        </p>
        <p className={css.meta}>{[look.actor?.department_name, words.moment(look.at)].filter(Boolean).join(" · ")}</p>
      </div>
      <Button kind="quiet" onClick={onProve}>
        {t("looks.prove")}
      </Button>
    </li>
  );
}

function LookDialog({ look, onClose }: { look: AuditLook; onClose: () => void }) {
  const { t } = useTranslation("audit");
  const words = useAuditWords();
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.action(look.action)}
      description={`${look.actor?.name ?? t("system")} · ${words.moment(look.at)}`}
      width={560}
    >
      <Proof record={look.id} number={look.number} />
    </Dialog>
  );
}
