import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import css from "./Button.module.css";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: "primary" | "plain" | "danger" | "quiet";
  size?: "m" | "l";
  busy?: boolean;
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with words. While busy it keeps its width and cannot be pressed twice. */
export function Button({
  kind = "plain",
  size = "m",
  busy,
  icon,
  children,
  className,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={[css.button, css[kind], css[size], className].filter(Boolean).join(" ")}
    >
      {icon}
      <span className={busy ? css.hidden : undefined}>{children}</span>
      {busy && <span className={css.dots} aria-hidden="true" />}
    </button>
  );
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  on?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon; its label is read out and shown as a tooltip. */
export function IconButton({ label, on, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className={[css.icon, on && css.iconOn, className].filter(Boolean).join(" ")}
    >
      {children}
    </button>
  );
}
