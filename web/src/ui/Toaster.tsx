import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import css from "./Toaster.module.css";
import { useToasts } from "./toast";

/** Shows what toast() says, once per page. */
export function Toaster() {
  const { t } = useTranslation("ui");
  const { list, dismiss } = useToasts();
  return (
    <div className={css.stack} role="status" aria-live="polite">
      {list.map((item) => (
        <div key={item.id} className={`${css.toast} ${css[item.kind]}`}>
          {item.kind === "error" && <CircleAlert size={18} strokeWidth={1.75} aria-hidden />}
          {item.kind === "ok" && <CircleCheck size={18} strokeWidth={1.75} aria-hidden />}
          <span className={css.words}>
            {item.text}
            {item.detail && <span className={css.detail}>{item.detail}</span>}
          </span>
          {item.action && (
            <button
              type="button"
              className={css.action}
              onClick={() => {
                item.action?.run();
                dismiss(item.id);
              }}
            >
              {item.action.label}
            </button>
          )}
          <IconButton label={t("close")} onClick={() => dismiss(item.id)}>
            <X size={16} strokeWidth={1.75} />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
