import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../../platform/api";
import { Button, Dialog, Notice, Segmented } from "../../../../ui";
import type { Stroke as Signature } from "../../definition";
import { pictureOf, pictureOfName } from "./draw";
import { keep } from "./keep";
import { SignaturePad } from "./SignaturePad";
import css from "./signature.module.css";
import { isSignature, type Stroke } from "./strokes";

interface Props {
  title: string;
  onSigned: (signature: Signature) => void;
  onClose: () => void;
}

/** Where somebody signs by hand; who cannot write on a screen puts the name there. */
export function SignatureDialog({ title, onSigned, onClose }: Props) {
  const { t } = useTranslation("approval-form");
  const words = useProblemWords();
  const { name } = useMe().account;
  const [way, setWay] = useState<"hand" | "name">("hand");
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ready = way === "name" || isSignature(strokes);

  const sign = async () => {
    setBusy(true);
    setError(null);
    try {
      onSigned(await keep(await (way === "hand" ? pictureOf(strokes) : pictureOfName(name))));
      onClose();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      width={560}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void sign()}>
            {t("signature.use")}
          </Button>
        </>
      }
    >
      <div className={css.dialog}>
        <Segmented<"hand" | "name">
          label={t("signature.way")}
          items={[
            { id: "hand", label: t("signature.way_hand") },
            { id: "name", label: t("signature.way_name") },
          ]}
          value={way}
          onChange={setWay}
        />
        {way === "hand" ? (
          <SignaturePad strokes={strokes} onChange={setStrokes} />
        ) : (
          <div className={css.named}>{name}</div>
        )}
        {error !== null && <Notice tone="danger">{words(error)}</Notice>}
      </div>
    </Dialog>
  );
}
