import { useTranslation } from "react-i18next";
import { SelectField } from "../../../../ui";
import type { Nobody, Same, Self } from "../../definition";
import parts from "../parts/parts.module.css";
import type { Design } from "../useDesign";

export const NOBODY: readonly Nobody[] = ["admin", "pass", "refuse"];
export const SELF: readonly Self[] = ["superior", "skip", "ask"];
export const SAME: readonly Same[] = ["once", "again"];

/** What holds for every step that says nothing else. */
export function RouteDefaults({ design }: { design: Design }) {
  const { t } = useTranslation("approval-designer");
  const { route } = design.now;
  return (
    <section className={parts.section}>
      <h3 className={parts.sectionTitle}>{t("route.defaults")}</h3>
      <p className={parts.note}>{t("route.defaults_text")}</p>
      <SelectField
        label={t("nobody.label")}
        value={route.nobody}
        onChange={(e) => design.putRoute((r) => ({ ...r, nobody: e.target.value as Nobody }))}
      >
        {NOBODY.map((id) => (
          <option key={id} value={id}>
            {t(`nobody.${id}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("self.label")}
        value={route.self}
        onChange={(e) => design.putRoute((r) => ({ ...r, self: e.target.value as Self }))}
      >
        {SELF.map((id) => (
          <option key={id} value={id}>
            {t(`self.${id}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("same.label")}
        value={route.same}
        onChange={(e) => design.putRoute((r) => ({ ...r, same: e.target.value as Same }))}
      >
        {SAME.map((id) => (
          <option key={id} value={id}>
            {t(`same.${id}`)}
          </option>
        ))}
      </SelectField>
    </section>
  );
}
