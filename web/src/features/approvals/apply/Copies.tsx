import { useTranslation } from "react-i18next";
import { Group } from "../fields/Group";
import { PeopleChoice } from "../fields/people/PeopleInput";
import css from "./apply.module.css";

const MOST = 100;

/** Who is told beside those whom the route tells. */
export function Copies({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation("approval-form");
  return (
    <div className={css.copies}>
      <Group label={t("apply.cc")} hint={t("apply.cc_hint")} must={false} bare={false} error={null}>
        <PeopleChoice label={t("apply.cc")} ids={ids} max={MOST} onChange={onChange} />
      </Group>
    </div>
  );
}
