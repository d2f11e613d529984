import { useNavigate } from "@tanstack/react-router";
import { Stamp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../platform/api";
import { needWords } from "../../../platform/i18n";
import { useQuery } from "../../../platform/queries";
import { Button, late } from "../../../ui";
import { oneQuery } from "../api/approvals";
import type { Approval } from "../api/types";
import type { Field, Words } from "../definition";
import { PlaceContext } from "../fields/place";
import { FieldView } from "../fields/view/FieldView";
import { useWordsIn } from "../fields/words";
import { StateTag } from "../words/StateTag";
import css from "./card.module.css";

const ActDialog = late(async () => {
  await needWords("chat-write");
  return (await import("../act/ActDialog")).ActDialog;
});

const FACTS = 3;
/** Kinds that need more room than a card has. */
const LARGE = new Set(["rows", "attachment", "image", "signature", "explanation", "related", "formula"]);

/** An approval within a conversation: as it stands now, and decided here by whom it asks. */
export function ApprovalCard({ id, title }: { id: string; title: Words }) {
  const { t } = useTranslation("approvals");
  const query = useQuery({ ...oneQuery(id), retry: false });
  const called = useWordsIn()(title);
  const a = query.data;
  if (a !== undefined) return <Shown approval={a} />;
  const hidden = isProblem(query.error);
  return (
    <div className={css.card}>
      <Top words={t("card.kind")} />
      <div className={css.body}>
        {called !== "" && <p className={css.title}>{called}</p>}
        <p className={css.note}>{t(hidden ? "card.hidden" : query.isError ? "card.failed" : "loading")}</p>
        {query.isError && !hidden && <Button onClick={() => void query.refetch()}>{t("retry")}</Button>}
      </div>
    </div>
  );
}

function Top({ words, approval }: { words: string; approval?: Approval }) {
  return (
    <div className={css.top}>
      <Stamp size={16} strokeWidth={1.75} aria-hidden />
      <span className={css.kind}>{words}</span>
      {approval && <StateTag state={approval.state} />}
    </div>
  );
}

function Shown({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  const said = useWordsIn();
  const navigate = useNavigate();
  const [deciding, setDeciding] = useState(false);
  const [task] = a.mine.tasks;
  const agrees = task?.may.includes("approve") ?? false;
  const fields = a.definition.fields.filter((f) => tells(f, a)).slice(0, FACTS);
  return (
    <div className={css.card} data-approval={a.id}>
      <Top words={t(agrees ? "card.waits" : "card.kind")} approval={a} />
      <div className={css.body}>
        <p className={css.title}>{a.title}</p>
        <dl className={css.facts}>
          <dt>{t("applicant")}</dt>
          <dd>
            {a.department ? t("who_of", { name: a.applicant.name, department: a.department.name }) : a.applicant.name}
          </dd>
          <PlaceContext value={{ kind: "approval", approval_id: a.id }}>
            {fields.map((f) => (
              <Fact key={f.id} label={said(f.label)} field={f} approval={a} />
            ))}
          </PlaceContext>
        </dl>
        <div className={css.acts}>
          <Button
            className={css.act}
            onClick={() => void navigate({ to: "/approvals/$approvalId", params: { approvalId: a.id } })}
          >
            {t("card.open")}
          </Button>
          {agrees && (
            <Button kind="primary" className={css.act} onClick={() => setDeciding(true)}>
              {t("act.approve")}
            </Button>
          )}
        </div>
      </div>
      {deciding && <ActDialog approval={a} deed="approve" onClose={() => setDeciding(false)} />}
    </div>
  );
}

function Fact({ label, field, approval }: { label: string; field: Field; approval: Approval }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <FieldView field={field} value={approval.values[field.id]} />
      </dd>
    </>
  );
}

function tells(f: Field, a: Approval): boolean {
  const value = a.values[f.id];
  return !LARGE.has(f.kind) && value !== undefined && value !== null && value !== "";
}
