import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, useProblemWords } from "../../platform/api";
import { useEnter } from "../../platform/session";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { completeSetup } from "./api";
import css from "./login.module.css";
import { type Chosen, NewPassword, ready } from "./NewPassword";
import { useCountdown } from "./useCountdown";

const FIELDS = ["company", "number", "name"] as const;
const LENGTHS = { company: 60, number: 32, name: 60 };
const FILLS = { company: "organization", number: "username", name: "name" };

export function SetupForm({ token }: { token: string }) {
  const { t } = useTranslation("login");
  const words = useProblemWords();
  const enter = useEnter();
  const [values, setValues] = useState({ company: "", number: "", name: "" });
  const [chosen, setChosen] = useState<Chosen>({ next: "", again: "" });
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const left = useCountdown(error);
  const complete = FIELDS.every((field) => values[field].trim() !== "") && ready(chosen);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!complete) return;
    setBusy(true);
    setError(null);
    try {
      const { company, number, name } = values;
      const body = { token, company: company.trim(), number: number.trim(), name: name.trim(), password: chosen.next };
      await enter((await completeSetup(body)).me);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };

  const atField = isProblem(error) && error.fields.some((f) => f.field !== "body.token");
  return (
    <form className={`${css.stack} ${css.form}`} onSubmit={(event) => void submit(event)} noValidate>
      {error !== null && !atField && left === 0 && <Notice tone="danger">{words(error)}</Notice>}
      {left > 0 && <Notice tone="warn">{t("throttled", { s: left })}</Notice>}
      {FIELDS.map((field, index) => (
        <TextField
          key={field}
          label={t(`setup.${field}`)}
          name={field}
          autoComplete={FILLS[field]}
          maxLength={LENGTHS[field]}
          value={values[field]}
          onChange={(event) => setValues({ ...values, [field]: event.target.value })}
          error={words.field(error, `body.${field}`) ?? (tried && values[field].trim() === "" ? t("fill_in") : null)}
          autoFocus={index === 0}
        />
      ))}
      <NewPassword value={chosen} onChange={setChosen} tried={tried} error={error} field="body.password" />
      <Button type="submit" kind="primary" size="l" busy={busy} disabled={left > 0}>
        {t("setup.submit")}
      </Button>
    </form>
  );
}
