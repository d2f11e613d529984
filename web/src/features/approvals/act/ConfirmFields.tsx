import { KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { hasPasskeys } from "../../../platform/passkeys";
import { Notice, TextField } from "../../../ui";
import css from "./act.module.css";
import type { Confirming } from "./useConfirm";

/** Says how the decision is confirmed, and asks for the password where it is needed. */
export function ConfirmFields({ how }: { how: Confirming }) {
  const { t } = useTranslation("approvals");
  if (how.passkey) {
    return hasPasskeys() ? (
      <p className={css.key}>
        <KeyRound size={16} strokeWidth={1.75} aria-hidden />
        {t("confirm.passkey")}
      </p>
    ) : (
      <Notice tone="warn">{t("confirm.no_passkeys")}</Notice>
    );
  }
  if (!how.asks) return null;
  return (
    <TextField
      type="password"
      autoComplete="current-password"
      label={t("confirm.password")}
      hint={t("confirm.password_hint")}
      value={how.password}
      onChange={(event) => how.setPassword(event.target.value)}
    />
  );
}
