import { useTranslation } from "react-i18next";
import { ChoiceField, SelectField } from "../../../../ui";
import type { How, Level, Step } from "../../definition";
import type { StepChange } from "../model/route";
import parts from "../parts/parts.module.css";

const HOWS: readonly How[] = ["all", "any", "sequence"];

/** How several people decide, by what they confirm it, and what else they may do. */
export function HowFields({ step, change }: { step: Step; change: (next: StepChange) => void }) {
  const { t } = useTranslation("approval-designer");
  const may = step.may ?? {};
  return (
    <section className={parts.section}>
      <ChoiceField<How>
        label={t("how.label")}
        kind="one"
        choices={HOWS.map((id) => ({ id, label: t(`how.${id}`), text: t(`how.${id}_text`) }))}
        chosen={(id) => (step.how || "all") === id}
        onChoose={(how) => change({ how })}
      />
      <SelectField
        label={t("level.label")}
        value={step.level ?? ""}
        onChange={(event) => change({ level: (event.target.value as Level) || undefined })}
      >
        <option value="">{t("level.usual")}</option>
        <option value="password">{t("level.password")}</option>
        <option value="passkey">{t("level.passkey")}</option>
      </SelectField>
      <fieldset className={parts.checks} aria-label={t("may.label")}>
        {(["transfer", "add", "return"] as const).map((act) => (
          <label key={act} className={parts.check}>
            <input
              type="checkbox"
              checked={may[act] === true}
              onChange={() => change({ may: { ...may, [act]: !may[act] } })}
            />
            {t(`may.${act}`)}
          </label>
        ))}
        <label className={parts.check}>
          <input
            type="checkbox"
            checked={step.stroke === true}
            onChange={() => change({ stroke: !step.stroke || undefined })}
          />
          {t("may.stroke")}
        </label>
        <label className={parts.check}>
          <input
            type="checkbox"
            checked={step.confirms === true}
            onChange={() => change({ confirms: !step.confirms || undefined })}
          />
          {t("may.confirms")}
        </label>
      </fieldset>
    </section>
  );
}
