import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, Dialog, FileField, Notice, TextAreaField, TextField, toast } from "../../../ui";
import { calendar, type Rehearsal } from "../api";
import { useAct } from "../useAct";
import css from "./ImportDialog.module.css";
import { RehearsalView } from "./RehearsalView";

const SAMPLE = `{
  "year": 2027,
  "days": [
    { "name": "元旦", "date": "2027-01-01", "isOffDay": true },
    { "name": "元旦", "date": "2027-01-03", "isOffDay": false }
  ]
}`;

/** A year's holidays from a file or pasted text: first a rehearsal that stores nothing, then the import. */
export function ImportDialog({ year: wanted, onClose }: { year: number; onClose: () => void }) {
  const { t } = useTranslation("calendar");
  const words = useProblemWords();
  const { busy, error, run } = useAct();
  const [year, setYear] = useState(String(wanted));
  const [text, setText] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [seen, setSeen] = useState<Rehearsal | null>(null);
  const of = Number(year);
  const good = Number.isInteger(of) && of >= 2000 && of <= 2199 && (file !== null || text.trim() !== "");
  const data = () => file ?? new Blob([text]);
  const name = file?.name ?? t("import.pasted");

  const rehearse = () =>
    run(async () => {
      setSeen(await calendar.importYear(of, data(), name, true));
    });
  const store = () =>
    run(
      () => calendar.importYear(of, data(), name, false),
      () => {
        toast("ok", t("import.done", { year }));
        onClose();
      },
    );
  const ready = seen !== null && seen.faults.length === 0;
  return (
    <Dialog
      open
      onClose={onClose}
      width={640}
      title={t("import.title")}
      description={t("import.text")}
      footer={
        <>
          <Button onClick={seen === null ? onClose : () => setSeen(null)}>
            {t(seen === null ? "cancel" : "import.back")}
          </Button>
          {!ready && (
            <Button kind="primary" busy={busy} disabled={!good || seen !== null} onClick={() => void rehearse()}>
              {t("import.rehearse")}
            </Button>
          )}
          {ready && (
            <Button kind="primary" busy={busy} onClick={() => void store()}>
              {t("import.store")}
            </Button>
          )}
        </>
      }
    >
      <div className={css.form}>
        {seen !== null ? (
          <RehearsalView seen={seen} />
        ) : (
          <>
            <TextField
              label={t("import.year")}
              inputMode="numeric"
              value={year}
              maxLength={4}
              onChange={(event) => setYear(event.target.value)}
            />
            <FileField
              label={t("import.choose")}
              hint={file === null ? t("import.kinds") : undefined}
              accept=".json,.ics,application/json,text/calendar"
              onFiles={([chosen]) => setFile(chosen ?? null)}
            >
              <span className={css.name} role="status">
                {file?.name}
              </span>
              {file !== null && (
                <Button kind="quiet" onClick={() => setFile(null)}>
                  {t("import.unchoose")}
                </Button>
              )}
            </FileField>
            {file === null && (
              <TextAreaField
                label={t("import.paste")}
                placeholder={SAMPLE}
                rows={8}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </>
        )}
        {error !== null && <Notice tone="danger">{words(error)}</Notice>}
      </div>
    </Dialog>
  );
}
