import { useTranslation } from "react-i18next";
import { Notice } from "../../../ui";
import type { Approval } from "../api/types";
import css from "./one.module.css";

/** Why it came back, before everything else that its applicant reads. */
export function ReturnNotice({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  const last = a.acts.findLast((one) => one.kind === "return_applicant");
  if (a.state !== "returned" || last === undefined) return null;
  return (
    <Notice tone="warn" title={t("returned_by", { name: last.person?.name ?? t("house") })}>
      {last.text !== "" && <p className={css.reason}>{last.text}</p>}
    </Notice>
  );
}
