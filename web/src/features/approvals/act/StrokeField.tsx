import { PenLine } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui";
import { SignatureDialog } from "../fields/signature/SignatureDialog";
import { SignatureView } from "../fields/signature/SignatureView";
import css from "./act.module.css";

/** Until the decision is sent, it lies with what is one's own. */
const OWN = { kind: "library" } as const;

/** A signature by hand beside the decision; who cannot draw has the name put there. */
export function StrokeField({ file, onChange }: { file: string | null; onChange: (file: string | null) => void }) {
  const { t } = useTranslation("approvals");
  const [signing, setSigning] = useState(false);
  return (
    <div className={css.stroke}>
      <span className={css.legend}>{t("stroke.label")}</span>
      {file !== null && (
        <div className={css.signed}>
          <SignatureView signature={{ file_id: file, png_sha256: "" }} label={t("stroke.label")} place={OWN} />
        </div>
      )}
      <Button icon={<PenLine size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setSigning(true)}>
        {t(file === null ? "stroke.sign" : "stroke.again")}
      </Button>
      <span className={css.hint} role="status">
        {file === null ? t("stroke.hint") : ""}
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
