import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/Button";
import { TextField } from "../../ui/Field";

type Props = Omit<ComponentProps<typeof TextField>, "type" | "trailing">;

/** A password, which can be looked at, and which says when the keyboard writes capitals. */
export function PasswordField({ hint, error, ...rest }: Props) {
  const { t } = useTranslation("login");
  const [shown, setShown] = useState(false);
  const [capitals, setCapitals] = useState(false);
  const look = (event: KeyboardEvent) => setCapitals(event.getModifierState("CapsLock"));
  return (
    <TextField
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={256}
      {...rest}
      type={shown ? "text" : "password"}
      hint={capitals ? t("caps_lock") : hint}
      error={error && capitals ? `${error} ${t("caps_lock")}` : (error ?? null)}
      onKeyDown={look}
      onKeyUp={look}
      onBlur={() => setCapitals(false)}
      trailing={
        <IconButton label={t(shown ? "password.hide" : "password.show")} on={shown} onClick={() => setShown(!shown)}>
          {shown ? <EyeOff size={18} strokeWidth={1.75} /> : <Eye size={18} strokeWidth={1.75} />}
        </IconButton>
      }
    />
  );
}
