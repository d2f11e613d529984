import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton, SelectField } from "../../../../ui";
import { ROLES } from "../../../rules/change/roles";
import type { Field, Who, WhoKind } from "../../definition";
import { useWordsIn } from "../../fields";
import { PeopleChoice } from "../../fields/people/PeopleInput";
import { NumberField } from "../parts/NumberField";
import parts from "../parts/parts.module.css";
import css from "./route.module.css";

const KINDS: readonly WhoKind[] = [
  "superior",
  "department_head",
  "leader_in_charge",
  "role",
  "person",
  "chosen",
  "applicant",
];
const MOST = 20;

interface Props {
  who: readonly Who[];
  fields: readonly Field[];
  error: string | null;
  copies: boolean;
  onChange: (who: Who[]) => void;
}

/** Who is asked: several ways of finding people, one after the other. */
export function WhoList({ who, fields, error, copies, onChange }: Props) {
  const { t } = useTranslation("approval-designer");
  const put = (at: number, next: Who) => onChange(who.map((one, n) => (n === at ? next : one)));
  return (
    <section className={parts.section}>
      <h3 className={parts.sectionTitle}>{t(copies ? "who.copies" : "who.title")}</h3>
      <ol className={parts.lines} aria-label={t(copies ? "who.copies" : "who.title")}>
        {who.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: ways of finding people have no names
          <li key={at} className={css.who}>
            <div className={css.whoHead}>
              <SelectField
                label={t("who.nth", { n: at + 1 })}
                bare
                value={one.kind}
                onChange={(event) => put(at, fresh(event.target.value as WhoKind))}
              >
                {KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`who.kind_${kind}`)}
                  </option>
                ))}
              </SelectField>
              <IconButton
                label={t("who.remove", { n: at + 1 })}
                disabled={who.length === 1}
                onClick={() => onChange(who.filter((_, n) => n !== at))}
              >
                <X size={16} strokeWidth={1.75} aria-hidden />
              </IconButton>
            </div>
            <WhoDetails who={one} fields={fields} onChange={(next) => put(at, next)} />
          </li>
        ))}
      </ol>
      {error !== null && (
        <p className={parts.fault} role="alert">
          {error}
        </p>
      )}
      <Button
        className={parts.start}
        icon={<Plus size={16} aria-hidden />}
        onClick={() => onChange([...who, fresh("superior")])}
      >
        {t("who.add")}
      </Button>
    </section>
  );
}

function fresh(kind: WhoKind): Who {
  if (kind === "superior") return { kind, n: 1 };
  if (kind === "role") return { kind, role: "hr" };
  if (kind === "person") return { kind, ids: [] };
  if (kind === "chosen") return { kind, min: 1, max: 1 };
  return { kind };
}

interface DetailsProps {
  who: Who;
  fields: readonly Field[];
  onChange: (who: Who) => void;
}

function WhoDetails({ who, fields, onChange }: DetailsProps) {
  const { t } = useTranslation(["approval-designer", "admin"]);
  const said = useWordsIn();
  switch (who.kind) {
    case "superior":
      return (
        <SelectField
          label={t("who.level")}
          value={who.n ?? 1}
          onChange={(event) => onChange({ ...who, n: Number(event.target.value) })}
        >
          {[1, 2, 3, 4, 5].map((n) => (
            <option key={n} value={n}>
              {n === 1 ? t("who.superior_direct") : t("who.superior_nth", { n })}
            </option>
          ))}
        </SelectField>
      );
    case "department_head":
    case "leader_in_charge":
      return (
        <SelectField
          label={t("who.of")}
          value={who.of ?? ""}
          onChange={({ target: { value } }) =>
            onChange(value === "" ? { kind: who.kind } : { kind: who.kind, of: value })
          }
        >
          <option value="">{t("who.of_applicant")}</option>
          {fields
            .filter((field) => ["department", "departments", "person", "people"].includes(field.kind))
            .map((field) => (
              <option key={field.id} value={field.id}>
                {t("who.of_field", { field: said(field.label) })}
              </option>
            ))}
        </SelectField>
      );
    case "role":
      return (
        <SelectField
          label={t("who.role")}
          value={who.role ?? ""}
          onChange={(event) => onChange({ kind: "role", role: event.target.value as NonNullable<Who["role"]> })}
        >
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(`admin:role.${role}`)}
            </option>
          ))}
        </SelectField>
      );
    case "person":
      return (
        <PeopleChoice
          label={t("who.kind_person")}
          ids={who.ids ?? []}
          max={MOST}
          onChange={(ids) => onChange({ kind: "person", ids })}
        />
      );
    case "chosen":
      return (
        <div className={parts.pair}>
          <NumberField
            label={t("who.min")}
            max={MOST}
            value={who.min}
            onChange={(min) => onChange(count(who, { min }))}
          />
          <NumberField
            label={t("who.max")}
            max={MOST}
            value={who.max}
            onChange={(max) => onChange(count(who, { max }))}
          />
        </div>
      );
    default:
      return null;
  }
}

/** 0 is what the server takes for "as usual". */
function count(who: Who, change: { min?: number | undefined; max?: number | undefined }): Who {
  const { min, max } = { min: who.min, max: who.max, ...change };
  return { kind: "chosen", ...(min ? { min } : {}), ...(max ? { max } : {}) };
}
