import { useTranslation } from "react-i18next";
import { Button, Progress } from "../../../ui";
import css from "./ImportStart.module.css";

interface Props {
  name: string;
  /** How much has gone, 0 to 1. */
  share: number;
  onCancel: () => void;
}

/** A file on its way. When all has gone the server still writes it down, so the bar then only moves. */
export function Sending({ name, share, onCancel }: Props) {
  const { t } = useTranslation("admin");
  const words = t("import.sending", { name });
  const gone = share >= 1;
  return (
    <div className={css.sending}>
      <p>{words}</p>
      <Progress label={words} value={gone ? null : Math.round(share * 100)} />
      <p className={css.share}>
        <span>{gone ? t("import.received") : `${Math.round(share * 100)}%`}</span>
        <Button kind="quiet" onClick={onCancel}>
          {t("import.cancel")}
        </Button>
      </p>
    </div>
  );
}
