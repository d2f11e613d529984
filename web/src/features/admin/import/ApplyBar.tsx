import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, ChoiceField, Dialog } from "../../../ui";
import { type ApplyMode, type Import, imports } from "../api/imports";
import css from "./ApplyBar.module.css";
import { FaultDownload } from "./FaultDownload";
import { hintOf, nothingToDo } from "./kinds";
import { useCodeWords } from "./words";

const modes: readonly ApplyMode[] = ["good_rows", "all_or_nothing"];

interface Props {
  one: Import;
  onChange: (next: Import) => void;
  onAgain: () => void;
}

/** The decision: apply what is good, apply only if all is good, or take a mended file. */
export function ApplyBar({ one, onChange, onAgain }: Props) {
  const { t } = useTranslation("admin");
  const [asking, setAsking] = useState(false);
  const idle = nothingToDo(one);
  return (
    <footer className={css.bar}>
      <p className={css.hint}>{t(`import.${hintOf(one)}`, { count: one.fault_rows })}</p>
      <div className={css.acts}>
        <FaultDownload one={one} />
        <Button onClick={onAgain}>{t("import.other_file")}</Button>
        <Button kind="primary" disabled={idle} onClick={() => setAsking(true)}>
          {t("import.apply")}
        </Button>
      </div>
      {asking && <ApplyDialog one={one} onChange={onChange} onClose={() => setAsking(false)} />}
    </footer>
  );
}

function ApplyDialog({ one, onChange, onClose }: Omit<Props, "onAgain"> & { onClose: () => void }) {
  const { t } = useTranslation("admin");
  const words = useProblemWords();
  const sentence = useCodeWords();
  const warnings = one.warnings ?? [];
  const [mode, setMode] = useState<ApplyMode>("good_rows");
  const [accepted, setAccepted] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const faulty = one.fault_rows > 0;
  const refused = mode === "all_or_nothing" && faulty;

  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      onChange(await imports.apply(one.id, mode, accepted));
      onClose();
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
      description={t("apply.text", { create: one.create, change: one.change, leave: one.leave })}
      width={480}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={refused || (warnings.length > 0 && !accepted)}
            onClick={() => void go()}
          >
            {t("import.apply")}
          </Button>
        </>
      }
    >
      {faulty && (
        <ChoiceField
          label={t("apply.mode", { count: one.fault_rows })}
          kind="one"
          choices={modes.map((id) => ({ id, label: t(`apply.${id}`), text: t(`apply.${id}_text`) }))}
          chosen={(id) => mode === id}
          onChoose={setMode}
        />
      )}
      {refused && <p className={css.small}>{t("apply.mend_first")}</p>}
      {one.leave > 0 && <p className={css.leave}>{t("apply.leave", { count: one.leave })}</p>}
      {warnings.length > 0 && (
        <div className={css.warning}>
          {warnings.map((w) => (
            <p key={w.code} className={css.line}>
              <TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
              {sentence(w)}
            </p>
          ))}
          <label className={css.accept}>
            <input type="checkbox" checked={accepted} onChange={() => setAccepted(!accepted)} />
            {t("apply.accept")}
          </label>
        </div>
      )}
      {error !== null && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
