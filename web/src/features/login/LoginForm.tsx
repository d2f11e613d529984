import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, useProblemWords } from "../../platform/api";
import { useEnter } from "../../platform/session";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { logIn } from "./api";
import { keepFirstPassword } from "./firstPassword";
import css from "./login.module.css";
import { PasswordField } from "./PasswordField";
import { useCountdown } from "./useCountdown";

/** Refusals that concern the account as a whole, not what was typed. */
const CLOSED = ["account.frozen", "account.left"];

export function LoginForm({ next, onTry }: { next?: string | undefined; onTry: () => void }) {
  const { t } = useTranslation("login");
  const words = useProblemWords();
  const enter = useEnter();
  const [number, setNumber] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const numberBox = useRef<HTMLInputElement>(null);
  const passwordBox = useRef<HTMLInputElement>(null);
  const left = useCountdown(error);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(true);
    setError(null);
    if (number.trim() === "") return numberBox.current?.focus();
    if (password === "") return passwordBox.current?.focus();
    setBusy(true);
    onTry();
    try {
      const { me } = await logIn(number, password);
      keepFirstPassword(me.must_change_password ? password : null);
      await enter(me, next);
    } catch (problem) {
      setError(problem);
      setBusy(false);
      requestAnimationFrame(() => passwordBox.current?.select());
    }
  };

  const failed = isProblem(error, "login.failed");
  const closed = isProblem(error) && CLOSED.includes(error.code);
  const elsewhere = error !== null && !failed && left === 0 && !isWaiting(error);
  return (
    <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
      {elsewhere && (
        <Notice tone="danger" title={words(error)}>
          {closed ? t("closed_hint") : undefined}
        </Notice>
      )}
      {left > 0 && (
        <Notice tone="warn" title={t("throttled", { s: left })}>
          {t("throttled_hint")}
        </Notice>
      )}
      <TextField
        ref={numberBox}
        label={t("number")}
        name="number"
        autoComplete="username"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={64}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
        error={missing && number.trim() === "" ? t("number_missing") : null}
        autoFocus
      />
      <PasswordField
        ref={passwordBox}
        label={t("password")}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
          if (failed) setError(null);
        }}
        error={failed ? words(error) : missing && password === "" ? t("password_missing") : null}
      />
      <Button type="submit" kind="primary" size="l" busy={busy} disabled={left > 0}>
        {t("submit")}
      </Button>
    </form>
  );
}

function isWaiting(error: unknown): boolean {
  return isProblem(error) && error.params.retry_after_s !== undefined;
}
