import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, useMe, useProblemWords } from "../../platform/api";
import { signOut, useEnter } from "../../platform/session";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { toast } from "../../ui/toast";
import { changePassword } from "./api";
import { Door } from "./Door";
import { firstPassword, keepFirstPassword } from "./firstPassword";
import css from "./login.module.css";
import { type Chosen, NewPassword, ready } from "./NewPassword";
import { PasswordField } from "./PasswordField";
import { useCountdown } from "./useCountdown";

/** A password of one's own: at the first login because it must be, later because one wants to. */
export function PasswordPage() {
  const { t } = useTranslation(["login", "ui"]);
  const words = useProblemWords();
  const me = useMe();
  const enter = useEnter();
  const navigate = useNavigate();
  const [known, setKnown] = useState(firstPassword);
  const [current, setCurrent] = useState(known ?? "");
  const [chosen, setChosen] = useState<Chosen>({ next: "", again: "" });
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [first] = useState(me.must_change_password);
  const left = useCountdown(error);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (current === "" || !ready(chosen)) return;
    setBusy(true);
    setError(null);
    try {
      const changed = await changePassword(current, chosen.next);
      keepFirstPassword(null);
      toast("ok", t("changed"));
      await enter(changed, first ? undefined : "/settings");
    } catch (problem) {
      setError(problem);
      setBusy(false);
      if (isProblem(problem, "password.wrong")) setKnown(null);
    }
  };

  const atField = isProblem(error) && error.fields.length > 0;
  return (
    <Door
      title={t(first ? "password.title_first" : "password.title")}
      text={t(first ? "password.text_first" : "password.text", { name: me.account.name })}
    >
      <form className={`${css.stack} ${css.form}`} onSubmit={(event) => void submit(event)} noValidate>
        {error !== null && !atField && left === 0 && <Notice tone="danger">{words(error)}</Notice>}
        {left > 0 && <Notice tone="warn">{t("throttled", { s: left })}</Notice>}
        {/* For the password manager, which keeps a password by its name. */}
        <input type="text" hidden name="username" autoComplete="username" value={me.account.number} readOnly />
        {known === null && (
          <PasswordField
            label={t(first ? "current_first" : "current")}
            name="password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
            error={words.field(error, "body.current") ?? (tried && current === "" ? t("password_missing") : null)}
          />
        )}
        <NewPassword value={chosen} onChange={setChosen} tried={tried} error={error} field="body.next" />
        <div className={css.row}>
          <Button size="l" onClick={() => void (first ? signOut() : navigate({ to: "/settings" }))}>
            {t(first ? "sign_out" : "ui:cancel")}
          </Button>
          <Button type="submit" kind="primary" size="l" busy={busy} disabled={left > 0}>
            {t("password.submit")}
          </Button>
        </div>
      </form>
    </Door>
  );
}
