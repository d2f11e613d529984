import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { Button, Dialog, Segmented, TextAreaField, TextField, toast } from "../../../ui";
import { instantOf, wallOf } from "../../messages/model/remind";
import { regulationsChanged } from "../api/read";
import type { RegulationVersion } from "../api/types";
import { drafts } from "../api/write";
import { Refusal } from "../one/Refusal";
import { useAct } from "../state/useAct";
import css from "./Draft.module.css";

/** From when a version holds, and why; what was published is never changed again. */
export function PublishDialog({ draft, onClose }: { draft: RegulationVersion; onClose: () => void }) {
  const { t } = useTranslation(["regulations", "ui"]);
  const words = useProblemWords();
  const navigate = useNavigate();
  const { zone } = useMe().settings;
  const { busy, error, run } = useAct();
  const [when, setWhen] = useState<"now" | "at">("now");
  const [wall, setWall] = useState("");
  const [reason, setReason] = useState("");
  const at = when === "now" ? 0 : instantOf(wall, zone);
  const field = (name: string) => (error === null ? null : words.field(error, name));
  // The sentence of the refusal says more than that the field is wrong.
  const late = field("body.effective_at") === null ? null : words(error);
  const go = () =>
    run(async () => {
      if (at === null) return;
      const version = await drafts.publish(draft, at, reason.trim());
      toast("ok", t(version.state === "in_force" ? "publish.done" : "publish.done_later", { n: version.number }));
      await regulationsChanged();
      await navigate({
        to: "/regulations/$regulationId",
        params: { regulationId: draft.regulation_id },
        search: { version: version.number } as never,
      });
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("publish.title", { title: draft.title })}
      description={t("publish.text")}
      width={480}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={at === null || reason.trim().length < 2}
            onClick={() => void go()}
          >
            {t("publish.go")}
          </Button>
        </>
      }
    >
      <div className={css.fields}>
        <div className={css.way}>
          <Segmented
            label={t("publish.when")}
            value={when}
            items={[
              { id: "now", label: t("publish.now") },
              { id: "at", label: t("publish.at") },
            ]}
            onChange={setWhen}
          />
        </div>
        {when === "at" && (
          <TextField
            type="datetime-local"
            label={t("publish.effective")}
            hint={t("publish.zone", { zone })}
            error={late}
            min={wallOf(Date.now() * 1000, zone)}
            value={wall}
            onChange={(event) => setWall(event.target.value)}
          />
        )}
        <TextAreaField
          label={t("publish.reason")}
          hint={t("publish.reason_hint")}
          error={field("body.reason")}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {(late === null || when === "now") && field("body.reason") === null && <Refusal error={error} />}
      </div>
    </Dialog>
  );
}
