import { useTranslation } from "react-i18next";
import { useMe } from "../../../../platform/api";
import { dayOf } from "../../../../platform/when";
import { ChoiceField, SelectField, TextField } from "../../../../ui";
import { CATEGORIES } from "../../apply/grouping";
import { useFaultWords } from "../../apply/useFaultWords";
import type { Category, Definition, Fault } from "../../definition";
import type { KnownEffect } from "../api";
import { serialOf } from "../model/serial";
import parts from "../parts/parts.module.css";
import { WordsField } from "../parts/WordsField";
import type { Design } from "../useDesign";
import css from "./basics.module.css";
import { WhoMayApply } from "./WhoMayApply";

interface Props {
  design: Design;
  faults: readonly Fault[];
  effects: readonly KnownEffect[];
}

/** 基本信息: what it is called, how it is numbered, who may apply, and what it brings about. */
export function BasicsPart({ design, faults, effects }: Props) {
  const { t } = useTranslation(["approval-designer", "approval-form"]);
  const saidFault = useFaultWords();
  const { zone } = useMe().settings;
  const { now, put } = design;
  const error = (path: string) => {
    const found = faults.find((fault) => fault.field.replace(/^(body\.)?(definition\.)?/, "").startsWith(path));
    return found === undefined ? null : saidFault(found);
  };
  const serial = (change: Partial<Definition["serial"]>) => put({ serial: { ...now.serial, ...change } });
  const effect = effects.find((one) => one.name === now.effect);
  return (
    <div className={css.scroll}>
      <div className={css.page}>
        <section className={parts.section}>
          <WordsField
            label={t("basics.name")}
            must
            value={now.name}
            error={error("name")}
            onChange={(name) => put({ name: name ?? {} })}
          />
          <WordsField
            label={t("basics.about")}
            lines
            max={500}
            value={now.about}
            error={error("about")}
            onChange={(about) => put({ about: about ?? {} })}
          />
          <SelectField
            label={t("basics.category")}
            error={error("category")}
            value={now.category}
            onChange={(event) => put({ category: event.target.value as Category })}
          >
            {CATEGORIES.map((id) => (
              <option key={id} value={id}>
                {t(`approval-form:category.${id}`)}
              </option>
            ))}
          </SelectField>
        </section>
        <section className={parts.section}>
          <h3 className={parts.sectionTitle}>{t("serial.title")}</h3>
          <div className={css.serial}>
            <TextField
              label={t("serial.prefix")}
              error={error("serial.prefix")}
              maxLength={8}
              autoComplete="off"
              value={now.serial.prefix}
              onChange={(event) => serial({ prefix: event.target.value.toUpperCase().replace(/[^A-Z0-9]/g, "") })}
            />
            <SelectField
              label={t("serial.date")}
              value={now.serial.date ?? ""}
              onChange={(event) => serial({ date: event.target.value as Definition["serial"]["date"] })}
            >
              <option value="yyyyMM">{t("serial.month")}</option>
              <option value="yyyy">{t("serial.year")}</option>
              <option value="">{t("serial.never")}</option>
            </SelectField>
            <SelectField
              label={t("serial.digits")}
              value={now.serial.digits}
              onChange={(event) => serial({ digits: Number(event.target.value) })}
            >
              {[3, 4, 5, 6, 7, 8].map((n) => (
                <option key={n}>{n}</option>
              ))}
            </SelectField>
          </div>
          <p className={parts.note}>
            {t("serial.sample", { serial: serialOf(now.serial, dayOf(zone, Date.now() * 1000), 7) })}
          </p>
        </section>
        <WhoMayApply
          value={now.who_may_apply}
          error={error("who_may_apply")}
          onChange={(who_may_apply) => put({ who_may_apply })}
        />
        <section className={parts.section}>
          <ChoiceField<"password" | "passkey">
            label={t("level.least")}
            kind="one"
            choices={(["password", "passkey"] as const).map((id) => ({
              id,
              label: t(`level.${id}`),
              text: t(`level.${id}_text`),
            }))}
            chosen={(id) => (now.level || "password") === id}
            onChoose={(level) => put({ level })}
          />
          <SelectField
            label={t("effect.label")}
            hint={t(effect === undefined ? "effect.none_text" : effect.ready ? "effect.text" : "effect.coming_text")}
            error={error("effect")}
            value={now.effect ?? ""}
            onChange={(event) => put({ effect: event.target.value })}
          >
            <option value="">{t("effect.none")}</option>
            {now.effect && effect === undefined && <option value={now.effect}>{now.effect}</option>}
            {effects.map((one) => (
              <option key={one.name} value={one.name}>
                {one.ready ? one.words || one.name : t("effect.coming", { words: one.words || one.name })}
              </option>
            ))}
          </SelectField>
        </section>
      </div>
    </div>
  );
}
