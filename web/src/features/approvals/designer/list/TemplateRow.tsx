import { Link } from "@tanstack/react-router";
import { History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../../platform/api";
import { useQueryClient } from "../../../../platform/queries";
import { shortMoment } from "../../../../platform/when";
import { IconButton, SwitchField, Tag, toast } from "../../../../ui";
import { type AdminTemplate, designing } from "../api";
import css from "./list.module.css";

/** A template in the list: its state, its version, and the switch that offers it. */
export function TemplateRow({ template, onVersions }: { template: AdminTemplate; onVersions: () => void }) {
  const { t } = useTranslation(["approval-designer", "approval-form"]);
  const words = useProblemWords();
  const client = useQueryClient();
  const { zone } = useMe().settings;
  const [busy, setBusy] = useState(false);
  const { key, name, version, enabled, offered, effect_words, changed_at, changed_by } = template;
  const turn = async (on: boolean) => {
    setBusy(true);
    try {
      await designing.setState(key, on);
      toast("ok", t(on ? "list.turned_on" : "list.turned_off", { name }));
    } catch (error) {
      toast("error", t("list.not_turned"), words(error));
    }
    await client.invalidateQueries({ queryKey: ["approval-templates"] });
    setBusy(false);
  };
  const at = shortMoment(zone, changed_at, Date.now() * 1000);
  return (
    <li className={css.row}>
      <Link to="/admin/approval-templates/$templateKey" params={{ templateKey: key }} className={css.main ?? ""}>
        <span className={css.name}>{name}</span>
        <span className={css.facts}>
          {t(`approval-form:category.${template.category}`)}
          {" · "}
          {t("list.version", { n: version })}
          {" · "}
          {changed_by === null ? t("list.came_along") : t("list.changed", { name: changed_by.name, at })}
        </span>
        {enabled && !offered && <span className={css.why}>{t("list.not_offered_why", { words: effect_words })}</span>}
      </Link>
      {enabled && !offered && (
        <span className={css.tag}>
          <Tag tone="warn">{t("list.not_offered")}</Tag>
        </span>
      )}
      <IconButton label={t("list.versions", { name })} onClick={onVersions}>
        <History size={18} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <div className={css.switch}>
        <SwitchField
          label={t("list.enabled", { name })}
          checked={enabled}
          disabled={busy}
          onChange={(on) => void turn(on)}
        />
      </div>
    </li>
  );
}
