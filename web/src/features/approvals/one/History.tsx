import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { momentOf } from "../../../platform/when";
import type { ActRecord, Approval } from "../api/types";
import css from "./one.module.css";

/** Everything that was done, in order, for whoever wants to know. */
export function History({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  return (
    <details className={css.history}>
      <summary>{t("part.acts", { n: a.acts.length })}</summary>
      <ol className={css.acts}>
        {a.acts.map((one) => (
          <ActItem key={one.id} one={one} />
        ))}
      </ol>
    </details>
  );
}

/** One deed in words: when, who, what, for whom and why. */
export function ActItem({ one }: { one: ActRecord }) {
  const { t, i18n } = useTranslation("approvals");
  const { zone } = useMe().settings;
  const key = `did.${one.kind}`;
  const did = i18n.exists(`approvals:${key}`) ? t(key as "did.approve") : one.kind;
  const who = one.person?.name ?? t("house");
  const to = one.to.length > 0 ? t("did_to", { names: one.to.map((p) => p.name).join(t("and")) }) : "";
  const behalf = one.for === null ? "" : t("acts_for", { name: one.for.name });
  const deed = [who, behalf, did, to].filter(Boolean).join(" ");
  return (
    <li className={css.act}>
      <time className={css.meta}>{momentOf(zone, one.at)}</time>
      <span className={css.text}>
        {one.text === "" || one.kind === "comment" ? deed : t("fact", { label: deed, value: one.text })}
      </span>
    </li>
  );
}
