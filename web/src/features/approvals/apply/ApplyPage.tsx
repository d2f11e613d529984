import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../../platform/address";
import { isProblem, useProblemWords } from "../../../platform/api";
import { uuidv7 } from "../../../platform/outbox";
import { useQuery } from "../../../platform/queries";
import { Button, ErrorState, Skeleton } from "../../../ui";
import { ApplyForm } from "./ApplyForm";
import { draftQuery, templateQuery } from "./api";
import css from "./apply.module.css";

/** The form of one kind of approval, begun anew or gone on with from a draft. */
export function ApplyPage() {
  const { key = "" } = useParams({ strict: false }) as { key?: string };
  return <Begin key={key} template={key} />;
}

function Begin({ template: key }: { template: string }) {
  const { t } = useTranslation("approval-form");
  const words = useProblemWords();
  const [address] = useAddress();
  // Of the first drawing: later the form itself puts its draft into the address.
  const [draftId] = useState(address.draft ?? null);
  const [fresh, setFresh] = useState(() => draftId ?? uuidv7());
  const template = useQuery(templateQuery(key));
  const kept = useQuery(draftQuery(draftId));
  const draft = draftId === null ? null : kept.data;
  // What is being filled in stays, whatever becomes of asking again.
  const error = (template.data === undefined ? template.error : null) ?? (draft === undefined ? kept.error : null);
  if (error !== null) {
    return (
      <ErrorState
        page
        title={t(isProblem(error) && error.status === 404 ? "apply.gone" : "apply.failed")}
        text={words(error)}
        action={
          <Button onClick={() => void Promise.all([template.refetch(), draft === undefined && kept.refetch()])}>
            {t("retry")}
          </Button>
        }
      />
    );
  }
  if (template.data === undefined || draft === undefined) {
    return (
      <section className={css.page} aria-label={t("loading")}>
        <Skeleton rows={6} avatar={false} label={t("loading")} />
      </section>
    );
  }
  return (
    <ApplyForm
      key={fresh}
      id={fresh}
      template={template.data}
      draft={draft}
      onAnew={() => {
        void template.refetch();
        setFresh(uuidv7());
      }}
    />
  );
}
