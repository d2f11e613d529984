import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { departmentOptions, departmentsQuery } from "../../../platform/departments";
import { useQuery } from "../../../platform/queries";
import { Button, SelectField } from "../../../ui";
import { PeoplePicker } from "../../messages/people/PeoplePicker";
import type { NamedScope, ScopeKind } from "../api/rules";
import css from "./change.module.css";
import { ROLES } from "./roles";

const kinds: ScopeKind[] = ["company", "department", "role", "person"];
const nobody: ReadonlySet<string> = new Set();

interface Props {
  scope: NamedScope;
  onChange: (scope: NamedScope) => void;
  error: string | null;
}

/** Whom a value is for: everybody, a department with those below it, a role, or one person. */
export function ScopeField({ scope, onChange, error }: Props) {
  const { t } = useTranslation(["rules", "admin"]);
  // A scope of a kind that is not offered here may still be changed where it stands.
  const offered = kinds.includes(scope.kind) ? kinds : [...kinds, scope.kind];
  return (
    <div className={css.pair}>
      <SelectField
        label={t("scope.label")}
        hint={t(`scope.${scope.kind}_hint`)}
        error={error}
        value={scope.kind}
        onChange={(event) => onChange({ kind: event.target.value as ScopeKind })}
      >
        {offered.map((kind) => (
          <option key={kind} value={kind}>
            {t(`scope.${kind}`)}
          </option>
        ))}
      </SelectField>
      {scope.kind === "department" && <DepartmentField scope={scope} onChange={onChange} />}
      {scope.kind === "role" && (
        <SelectField
          label={t("scope.role")}
          value={scope.id ?? ""}
          onChange={(event) => onChange({ kind: "role", id: event.target.value })}
        >
          <option value="">{t("scope.choose")}</option>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(`admin:role.${role}`)}
            </option>
          ))}
        </SelectField>
      )}
      {scope.kind === "person" && <PersonField scope={scope} onChange={onChange} />}
    </div>
  );
}

type FieldProps = Pick<Props, "scope" | "onChange">;

function DepartmentField({ scope, onChange }: FieldProps) {
  const { t } = useTranslation("rules");
  const departments = useQuery(departmentsQuery).data?.items;
  const options = useMemo(() => departmentOptions(departments ?? []), [departments]);
  const nameOf = (id: string) => departments?.find((d) => d.id === id)?.name ?? "";
  return (
    <SelectField
      label={t("scope.department")}
      value={scope.id ?? ""}
      onChange={({ target: { value: id } }) => onChange({ kind: "department", id, name: nameOf(id) })}
    >
      <option value="">{t("scope.choose")}</option>
      {options.map((o) => (
        <option key={o.id} value={o.id}>
          {o.label}
        </option>
      ))}
    </SelectField>
  );
}

function PersonField({ scope, onChange }: FieldProps) {
  const { t } = useTranslation("rules");
  const [choosing, setChoosing] = useState((scope.id ?? "") === "");
  if (!choosing) {
    return (
      <div className={css.chosen}>
        <span>{scope.name || scope.id}</span>
        <Button onClick={() => setChoosing(true)}>{t("scope.other_person")}</Button>
      </div>
    );
  }
  return (
    <div className={css.picker}>
      <PeoplePicker
        chosen={null}
        without={nobody}
        suggested={[]}
        onToggle={(person) => {
          onChange({ kind: "person", id: person.id, name: person.name });
          setChoosing(false);
        }}
      />
    </div>
  );
}
