import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../../ui";
import type { AuditRecord } from "../api/audit";
import { useAuditWords } from "../words/useAuditWords";
import { Proof } from "./Proof";
import css from "./record.module.css";

/** Everything that a record says, and the proof that it stands in the log. */
export function RecordDialog({ record: r, onClose }: { record: AuditRecord; onClose: () => void }) {
  const { t } = useTranslation("audit");
  const words = useAuditWords();
  const facts = Object.entries(r.facts);
  return (
    <Dialog open onClose={onClose} title={words.action(r.action)} width={600}>
      <dl className={css.facts}>
        <Fact name={t("field.at")}>{words.moment(r.at)}</Fact>
        <Fact name={t("field.actor")}>
          {r.actor ? line(r.actor.name, r.actor.number, r.actor.department_name) : (r.actor_id ?? t("system"))}
        </Fact>
        <Fact name={t("field.object")}>
          {line(words.object(r.object), r.object_person?.name)}
          {r.object_id && <code className={css.code}>{r.object_id}</code>}
        </Fact>
        {r.subject && <Fact name={t("field.subject")}>{line(r.subject.name, r.subject.number)}</Fact>}
        {r.ip && <Fact name={t("field.ip")}>{r.ip}</Fact>}
        {facts.map(([name, value]) => (
          <Fact key={name} name={words.fact(name)}>
            {words.value(value)}
          </Fact>
        ))}
        {r.request_id && (
          <Fact name={t("field.request")}>
            <code className={css.code}>{r.request_id}</code>
          </Fact>
        )}
      </dl>
      <Proof record={r.id} number={r.number} />
    </Dialog>
  );
}

const line = (...words: (string | null | undefined)[]) => words.filter(Boolean).join(" · ");

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
