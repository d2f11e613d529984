import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, ErrorState, Skeleton } from "../../../ui";
import { adminTemplatesQuery, editionQuery } from "./api";
import { Designer } from "./Designer";
import { emptyDefinition } from "./start";

/** A new template, or a version of one that there is. */
export function DesignerPage() {
  const { templateKey = "" } = useParams({ strict: false }) as { templateKey?: string };
  return templateKey === "new" ? <Fresh /> : <Known key={templateKey} template={templateKey} />;
}

function Fresh() {
  const { t, i18n } = useTranslation("approval-designer");
  const own = i18n.language === "en" ? "en" : "zh-CN";
  // Of the first drawing: another language later does not begin anew.
  const start = useMemo(() => emptyDefinition({}, { [own]: t("new.superior") }), [own, t]);
  const known = useQuery(adminTemplatesQuery);
  return <Designer template={null} start={start} effects={known.data?.effects ?? []} />;
}

function Known({ template }: { template: string }) {
  const { t } = useTranslation("approval-designer");
  const words = useProblemWords();
  const [address] = useAddress();
  const asked = useQuery(editionQuery(template, Number(address.version) || 0));
  const known = useQuery(adminTemplatesQuery);
  if (asked.isError && asked.data === undefined) {
    return (
      <ErrorState
        title={t("page.failed")}
        text={words(asked.error)}
        action={<Button onClick={() => void asked.refetch()}>{t("retry")}</Button>}
      />
    );
  }
  if (asked.data === undefined) return <Skeleton rows={8} avatar={false} label={t("loading")} />;
  const { key, version, newest, definition } = asked.data;
  return (
    <Designer
      key={`${key}/${version}`}
      template={{ key, version: newest, from: version }}
      start={definition}
      effects={known.data?.effects ?? []}
    />
  );
}
