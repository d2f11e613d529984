import { useTranslation } from "react-i18next";
import type { Role } from "../../../../platform/api";
import { Segmented } from "../../../../ui";
import { ROLES } from "../../../rules/change/roles";
import type { Definition } from "../../definition";
import { DepartmentsChoice } from "../../fields/people/DepartmentsInput";
import parts from "../parts/parts.module.css";

type Who = Definition["who_may_apply"];

interface Props {
  value: Who;
  error: string | null;
  onChange: (value: Who) => void;
}

/** Who may apply: everybody, or those of departments and roles. */
export function WhoMayApply({ value, error, onChange }: Props) {
  const { t } = useTranslation(["approval-designer", "admin"]);
  const roles = value.roles ?? [];
  const put = (change: Partial<Who>) => onChange({ ...value, ...change });
  const turn = (role: Role) =>
    put({ roles: roles.includes(role) ? roles.filter((r) => r !== role) : [...roles, role] });
  return (
    <section className={parts.section}>
      <h3 className={parts.sectionTitle}>{t("apply.title")}</h3>
      <Segmented<"all" | "some">
        label={t("apply.title")}
        items={[
          { id: "all", label: t("apply.all") },
          { id: "some", label: t("apply.some") },
        ]}
        value={value.all ? "all" : "some"}
        onChange={(id) => onChange(id === "all" ? { all: true } : { all: false, departments: [], roles: [] })}
      />
      {!value.all && (
        <>
          <div className={parts.lines}>
            <p className={parts.note}>{t("apply.departments")}</p>
            <DepartmentsChoice
              label={t("apply.departments")}
              ids={value.departments ?? []}
              max={50}
              onChange={(departments) => put({ departments })}
            />
          </div>
          <fieldset className={parts.checks} aria-label={t("apply.roles")}>
            {ROLES.map((role) => (
              <label key={role} className={parts.check}>
                <input type="checkbox" checked={roles.includes(role)} onChange={() => turn(role)} />
                {t(`admin:role.${role}`)}
              </label>
            ))}
          </fieldset>
        </>
      )}
      {error !== null && (
        <p className={parts.fault} role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
