import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Dialog, TextAreaField, TextField } from "../../../ui";
import type { RegulationVersion } from "../api/types";
import { drafts, putDraft } from "../api/write";
import { Refusal } from "../one/Refusal";
import { useAct } from "../state/useAct";
import css from "./Draft.module.css";

/** The title, and what stands before the first number. */
export function HeadDialog({ draft, onClose }: { draft: RegulationVersion; onClose: () => void }) {
  const { t } = useTranslation(["regulations", "ui"]);
  const words = useProblemWords();
  const { busy, error, run } = useAct();
  const [title, setTitle] = useState(draft.title);
  const [preamble, setPreamble] = useState(draft.preamble);
  const own = error === null ? null : words.field(error, "body.title");
  const go = () =>
    run(async () => {
      putDraft(await drafts.head(draft, title, preamble));
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("draft.head")}
      width={600}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={title.trim() === ""} onClick={() => void go()}>
            {t("node.save")}
          </Button>
        </>
      }
    >
      <div className={css.fields}>
        <TextField
          label={t("head.title")}
          error={own}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextAreaField
          label={t("head.preamble")}
          hint={t("head.preamble_hint")}
          rows={6}
          maxLength={50_000}
          value={preamble}
          onChange={(event) => setPreamble(event.target.value)}
        />
        {own === null && <Refusal error={error} />}
      </div>
    </Dialog>
  );
}
