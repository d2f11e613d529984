import { PenLine } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui";
import { Group } from "../Group";
import type { InputProps } from "../props";
import { SignatureDialog } from "./SignatureDialog";
import { SignatureView } from "./SignatureView";
import css from "./signature.module.css";
import { signatureOf } from "./value";

/** A signature by hand: written in a window, shown in the form. */
export function SignatureInput({ field: _, value, onChange, ...frame }: InputProps) {
  const { t } = useTranslation("approval-form");
  const [signing, setSigning] = useState(false);
  const signature = signatureOf(value);
  return (
    <Group {...frame}>
      {signature !== null && (
        <div className={css.signed}>
          <SignatureView signature={signature} label={frame.label} />
        </div>
      )}
      <div className={css.acts}>
        <Button icon={<PenLine size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setSigning(true)}>
          {t(signature === null ? "signature.sign" : "signature.again")}
        </Button>
        {signature !== null && (
          <Button kind="quiet" onClick={() => onChange(null)}>
            {t("signature.remove")}
          </Button>
        )}
      </div>
      {signing && <SignatureDialog title={frame.label} onSigned={onChange} onClose={() => setSigning(false)} />}
    </Group>
  );
}
