import { Copy, Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addressOf, useAbility, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, ErrorState, Notice, Skeleton, SwitchField, Tag, toast } from "../../../ui";
import { type AuditOutside, type AuditState, stateQuery } from "../api/audit";
import { checkpointOf } from "../model/proof";
import { useAuditWords } from "../words/useAuditWords";
import css from "./state.module.css";

/** What of the log is signed, where that is kept, and everything that an auditor takes along. */
export function StateView() {
  const { t } = useTranslation("audit");
  const words = useProblemWords();
  const state = useQuery(stateQuery);
  if (state.isPending) return <Skeleton rows={4} avatar={false} label={t("loading")} />;
  if (state.isError) {
    return (
      <ErrorState
        title={t("state.failed")}
        text={words(state.error)}
        action={<Button onClick={() => void state.refetch()}>{t("retry")}</Button>}
      />
    );
  }
  return (
    <div className={css.cards}>
      {state.data.stopped && (
        <Notice tone="danger" title={t("state.stopped")}>
          {t("state.stopped_text")}
        </Notice>
      )}
      <Newest state={state.data} />
      <Outside state={state.data} />
      <Keys keys={state.data.keys} />
      <Export />
    </div>
  );
}

function Newest({ state }: { state: AuditState }) {
  const { t } = useTranslation("audit");
  const words = useAuditWords();
  const checkpoint = checkpointOf(state.note);
  return (
    <section className={css.card} aria-label={t("state.newest")}>
      <h3 className={css.heading}>{t("state.newest")}</h3>
      <p className={css.hint}>{t("state.newest_text")}</p>
      {checkpoint === null ? (
        <p>{t("state.unsigned")}</p>
      ) : (
        <dl className={css.facts}>
          <dt>{t("state.size")}</dt>
          <dd>{t("state.size_of", { size: state.size, records: state.records })}</dd>
          <dt>{t("state.signed")}</dt>
          <dd>{words.moment(state.signed_at)}</dd>
          <dt>{t("state.root")}</dt>
          <dd>
            <code className={css.code}>{checkpoint.root}</code>
          </dd>
          <dt>{t("state.origin")}</dt>
          <dd>
            <code className={css.code}>{state.origin}</code>
          </dd>
        </dl>
      )}
    </section>
  );
}

const tones = { current: "ok", behind: "warn", empty: "warn", away: "danger", differs: "danger" } as const;

function Outside({ state }: { state: AuditState }) {
  const { t } = useTranslation("audit");
  return (
    <section className={css.card} aria-label={t("outside.title")}>
      <h3 className={css.heading}>{t("outside.title")}</h3>
      <p className={css.hint}>{t("outside.text")}</p>
      {state.outside.length === 0 ? (
        <Notice tone="warn" title={t("outside.none")}>
          {t("outside.none_text")}
        </Notice>
      ) : (
        <ul className={css.places}>
          {state.outside.map((one) => (
            <Place key={one.where} place={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Place({ place }: { place: AuditOutside }) {
  const { t } = useTranslation("audit");
  const words = useAuditWords();
  return (
    <li className={css.place}>
      <div className={css.words}>
        <code className={css.where}>{place.where}</code>
        {place.size > 0 && (
          <p className={css.hint}>{t("outside.has", { size: place.size, at: words.moment(place.signed_at) })}</p>
        )}
        {place.state === "differs" && <p className={css.hint}>{t("outside.differs_text")}</p>}
      </div>
      <Tag tone={tones[place.state]}>{t(`outside.${place.state}`)}</Tag>
    </li>
  );
}

function Keys({ keys }: { keys: string[] }) {
  const { t } = useTranslation("audit");
  const copy = () =>
    void navigator.clipboard
      .writeText(keys.join("\n"))
      .then(() => toast("ok", t("keys.copied")))
      .catch(() => toast("error", t("keys.not_copied")));
  return (
    <section className={css.card} aria-label={t("keys.title")}>
      <h3 className={css.heading}>{t("keys.title")}</h3>
      <p className={css.hint}>{t("keys.text")}</p>
      <pre className={css.text}>{keys.join("\n")}</pre>
      <div>
        <Button icon={<Copy size={16} strokeWidth={1.75} aria-hidden />} onClick={copy}>
          {t("keys.copy")}
        </Button>
      </div>
    </section>
  );
}

function Export() {
  const { t } = useTranslation("audit");
  const may = useAbility("audit.export");
  const [messages, setMessages] = useState(false);
  if (!may) return null;
  return (
    <section className={css.card} aria-label={t("export.title")}>
      <h3 className={css.heading}>{t("export.title")}</h3>
      <p className={css.hint}>{t("export.text")}</p>
      <SwitchField
        label={t("export.messages")}
        hint={t("export.messages_hint")}
        checked={messages}
        onChange={setMessages}
      />
      <pre className={css.text}>tonggui audit verify LOG.jsonl --key KEYFILE --checkpoint checkpoints</pre>
      <div>
        <a
          className={css.download}
          href={addressOf("/admin/audit/export", messages ? { messages: "true" } : {})}
          download
        >
          <Download size={16} strokeWidth={1.75} aria-hidden />
          {t("export.download")}
        </a>
      </div>
    </section>
  );
}
