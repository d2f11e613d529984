import { PenLine } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui";
import { SignatureDialog } from "../fields/signature/SignatureDialog";
import css from "./act.module.css";

/** A signature by hand beside the decision; who cannot draw has the name put there. */
export function StrokeField({ file, onChange }: { file: string | null; onChange: (file: string | null) => void }) {
  const { t } = useTranslation("approvals");
  const [signing, setSigning] = useState(false);
  return (
    <div className={css.stroke}>
      <span className={css.legend}>{t("stroke.label")}</span>
      <Button icon={<PenLine size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setSigning(true)}>
        {t(file === null ? "stroke.sign" : "stroke.again")}
      </Button>
      <span className={css.hint} role="status">
        {t(file === null ? "stroke.hint" : "stroke.done")}
      </span>
      {signing && (
        <SignatureDialog
          title={t("stroke.label")}
          onSigned={(signature) => onChange(signature.file_id)}
          onClose={() => setSigning(false)}
        />
      )}
    </div>
  );
}
