import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, useProblemWords } from "../../platform/api";
import { useEnter } from "../../platform/session";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { logIn } from "./api";
import { Door } from "./Door";
import { keepFirstPassword } from "./firstPassword";
import css from "./login.module.css";
import { readSealed, useSealed } from "./sealed";
import { useCountdown } from "./useCountdown";

/** The sealed link of somebody who comes for the first time: it holds their number and their key. */
export function WelcomePage() {
  const { t } = useTranslation("login");
  const words = useProblemWords();
  const enter = useEnter();
  const navigate = useNavigate();
  const link = readSealed(useSealed());
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const left = useCountdown(error);
  const toLogin = () => void navigate({ to: "/login", search: {} });

  useEffect(() => keepFirstPassword(null), []);

  if (link === null) {
    return (
      <Door title={t("welcome.broken")} text={t("welcome.broken_text")}>
        <div className={css.stack}>
          <Button kind="primary" size="l" onClick={toLogin}>
            {t("to_login")}
          </Button>
        </div>
      </Door>
    );
  }
  const open = async () => {
    setBusy(true);
    setError(null);
    try {
      const { me } = await logIn(link.number, link.secret);
      keepFirstPassword(link.secret);
      await enter(me);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const used = isProblem(error, "login.failed");
  return (
    <Door title={t("welcome.title")} text={t("welcome.text")}>
      <div className={`${css.stack} ${css.form}`}>
        {error !== null && left === 0 && (
          <Notice tone="danger" title={used ? t("welcome.used") : words(error)}>
            {used ? t("welcome.used_text") : undefined}
          </Notice>
        )}
        {left > 0 && <Notice tone="warn">{t("throttled", { s: left })}</Notice>}
        <dl className={css.facts}>
          <dt>{t("number")}</dt>
          <dd>{link.number}</dd>
        </dl>
        <ol className={css.steps}>
          <li>{t("welcome.step_1")}</li>
          <li>{t("welcome.step_2")}</li>
          <li>{t("welcome.step_3")}</li>
        </ol>
        {used ? (
          <Button size="l" onClick={toLogin}>
            {t("to_login")}
          </Button>
        ) : (
          <Button kind="primary" size="l" busy={busy} disabled={left > 0} onClick={() => void open()}>
            {t("welcome.submit")}
          </Button>
        )}
      </div>
    </Door>
  );
}
