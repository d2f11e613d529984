import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, ChoiceField, Dialog, Notice, SelectField, SwitchField } from "../../../ui";
import { imports, type RegulationImport } from "../api/imports";
import { listQuery, regulationsChanged } from "../api/read";

/** What the text is to become: a regulation of its own, or the next version of one. */
export function ApplyDialog({ one, left, onClose }: { one: RegulationImport; left: number; onClose: () => void }) {
  const { t } = useTranslation(["regulations", "ui"]);
  const words = useProblemWords();
  const navigate = useNavigate();
  const own = useQuery(listQuery).data?.filter((r) => r.versions[0]?.state !== "draft") ?? [];
  const same = own.find((r) => r.id === one.same_title);
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  // Until the person has chosen, the regulation with the same title is the likely one.
  const target = chosen === undefined ? (same?.id ?? null) : chosen;
  const [leave, setLeave] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      const version = await imports.apply(one.id, target, leave);
      await navigate({
        to: "/regulations/$regulationId",
        params: { regulationId: version.regulation_id },
        search: { version: version.number } as never,
      });
      await regulationsChanged();
    } catch (refusal) {
      setError(words(refusal));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("apply.title")}
      description={t("apply.text")}
      width={480}
      footer={
        <>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={left > 0 && !leave} onClick={() => void go()}>
            {t("apply.button")}
          </Button>
        </>
      }
    >
      {own.length > 0 && (
        <ChoiceField
          label={t("apply.as")}
          kind="one"
          choices={[
            { id: "new", label: t("apply.new"), text: t("apply.new_text") },
            { id: "next", label: t("apply.next"), text: t("apply.next_text") },
          ]}
          chosen={(id) => (id === "new") === (target === null)}
          onChoose={(id) => setChosen(id === "new" ? null : (same ?? own[0])?.id)}
        />
      )}
      {target !== null && (
        <SelectField label={t("apply.of")} value={target} onChange={(event) => setChosen(event.target.value)}>
          {own.map((r) => (
            <option key={r.id} value={r.id}>
              {r.title}
            </option>
          ))}
        </SelectField>
      )}
      {left > 0 && (
        <SwitchField
          label={t("apply.leave", { count: left })}
          hint={t("apply.leave_text")}
          checked={leave}
          onChange={setLeave}
        />
      )}
      {error !== null && <Notice tone="danger">{error}</Notice>}
    </Dialog>
  );
}
