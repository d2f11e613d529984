import { useTranslation } from "react-i18next";
import { SelectField } from "../../../../ui";
import type { Nobody, Same, Self, Step } from "../../definition";
import type { StepChange } from "../model/route";
import parts from "../parts/parts.module.css";
import { NOBODY, SAME, SELF } from "./RouteDefaults";
import css from "./route.module.css";

/** What this step does otherwise than the route. */
export function Exceptions({ step, change }: { step: Step; change: (next: StepChange) => void }) {
  const { t } = useTranslation("approval-designer");
  return (
    <details className={css.details} open={Boolean(step.nobody || step.self || step.same)}>
      <summary>{t("exceptions.label")}</summary>
      <div className={parts.lines}>
        <SelectField
          label={t("nobody.label")}
          value={step.nobody ?? ""}
          onChange={(e) => change({ nobody: (e.target.value as Nobody) || undefined })}
        >
          <option value="">{t("exceptions.usual")}</option>
          {NOBODY.map((id) => (
            <option key={id} value={id}>
              {t(`nobody.${id}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("self.label")}
          value={step.self ?? ""}
          onChange={(e) => change({ self: (e.target.value as Self) || undefined })}
        >
          <option value="">{t("exceptions.usual")}</option>
          {SELF.map((id) => (
            <option key={id} value={id}>
              {t(`self.${id}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("same.label")}
          value={step.same ?? ""}
          onChange={(e) => change({ same: (e.target.value as Same) || undefined })}
        >
          <option value="">{t("exceptions.usual")}</option>
          {SAME.map((id) => (
            <option key={id} value={id}>
              {t(`same.${id}`)}
            </option>
          ))}
        </SelectField>
      </div>
    </details>
  );
}
