import { FileDown } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { needWords } from "../../../platform/i18n";
import { useQuery } from "../../../platform/queries";
import { momentOf } from "../../../platform/when";
import { Button, Tag, toast } from "../../../ui";
import { acknowledge, acknowledgementsChanged, ownQuery, proofAddress, putOwn } from "../api/read";
import type { Acknowledgement } from "../api/types";
import { useSpan } from "../words/useSpan";
import css from "./bar.module.css";
import { SignDialog } from "./SignDialog";
import { useOpenFor, useReading } from "./useReading";

/**
 * Stands below a version that is being read: how long it has been open and the way to acknowledge it, or
 * when that was done. Draws nothing for whom it does not concern.
 */
export function AcknowledgeBar({ regulationId, version }: { regulationId: string; version: number }) {
  const [there, setThere] = useState(false);
  useEffect(() => {
    needWords("acknowledgement").then(
      () => setThere(true),
      () => undefined,
    );
  }, []);
  const own = useQuery(ownQuery(regulationId, version)).data?.acknowledgement;
  if (!there || !own || own.state === "ended") return null;
  return own.acknowledged_at === null ? <Open own={own} /> : <Done own={own} at={own.acknowledged_at} />;
}

function Open({ own }: { own: Acknowledgement }) {
  const { t } = useTranslation("acknowledgement");
  const words = useProblemWords();
  const span = useSpan();
  const { zone } = useMe().settings;
  const [asking, setAsking] = useState(false);
  useReading(own.regulation_id, own.version, true);
  const openFor = useOpenFor(own);
  const sign = async () => {
    try {
      putOwn(await acknowledge(own));
      toast("ok", t("bar.thanks"));
    } catch (error) {
      toast("error", words(error));
    }
    void acknowledgementsChanged();
  };
  return (
    <section className={css.bar} aria-label={t("bar.label")}>
      <div className={css.words}>
        <p className={css.main}>
          {own.state === "overdue" && <Tag tone="danger">{t("state.overdue")}</Tag>}
          <span>{t(own.state === "overdue" ? "bar.was_due" : "bar.due", { at: momentOf(zone, own.due_at) })}</span>
        </p>
        <p className={css.meta}>{t("bar.read_for", { span: span(openFor) })}</p>
      </div>
      <Button kind="primary" onClick={() => setAsking(true)}>
        {t("bar.sign")}
      </Button>
      {asking && <SignDialog own={own} onSign={sign} onClose={() => setAsking(false)} />}
    </section>
  );
}

function Done({ own, at }: { own: Acknowledgement; at: number }) {
  const { t } = useTranslation("acknowledgement");
  const span = useSpan();
  const { zone } = useMe().settings;
  return (
    <section className={css.bar} aria-label={t("bar.label")}>
      <div className={css.words}>
        <p className={css.main}>
          <Tag tone="ok">{t("state.done")}</Tag>
          <span>{t("bar.done", { at: momentOf(zone, at) })}</span>
        </p>
        <p className={css.meta}>{t("bar.read_for", { span: span(own.open_ms) })}</p>
      </div>
      <a className={css.proof} href={proofAddress(own.regulation_id, own.version, "pdf")} download>
        <FileDown size={16} strokeWidth={1.75} aria-hidden />
        {t("proof.pdf")}
      </a>
    </section>
  );
}
