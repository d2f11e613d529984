import { useTranslation } from "react-i18next";
import { Button, Notice } from "../../../ui";
import { useWordsIn } from "../fields/words";
import { ActItem } from "../one/History";
import css from "./act.module.css";
import type { useDeed } from "./useDeed";

/** Says what others did while the window was open; nothing is sent before it was looked at. */
export function Changed({ d: { news, over, look } }: { d: ReturnType<typeof useDeed> }) {
  const { t } = useTranslation("approvals");
  const said = useWordsIn();
  if (news === null) return null;
  const fields = news.fields.map((f) => said(f.label)).join(t("and"));
  return (
    <Notice tone="warn" title={t("changed.title")}>
      <ul className={css.news}>
        {news.acts.map((one) => (
          <ActItem key={one.id} one={one} />
        ))}
        {fields !== "" && <li>{t("changed.fields", { fields })}</li>}
      </ul>
      {over ? <p>{t("changed.over")}</p> : <Button onClick={look}>{t("changed.seen")}</Button>}
    </Notice>
  );
}
