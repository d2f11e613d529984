import { useTranslation } from "react-i18next";
import type { Place } from "../../../messages/model/links";
import { useLink } from "../../../messages/state/links";
import type { Stroke } from "../../definition";
import { refOf } from "../files/attached";
import { usePlace } from "../place";
import css from "./signature.module.css";

interface Props {
  signature: Stroke;
  label: string;
  /** Where its file may be read; the form's place where none is given. */
  place?: Place;
}

/** A signature as it was written. On a dark screen it stays dark on light, as on paper. */
export function SignatureView({ signature, label, place }: Props) {
  const { t } = useTranslation("approval-form");
  const around = usePlace();
  const file = refOf({ file_id: signature.file_id, name: "signature.png", size: 0, sha256: signature.png_sha256 });
  const { link, missed, again } = useLink(place ?? around, file, "preview");
  if (link.state === "ready") {
    return <img className={css.image} src={link.url} alt={t("signature.of", { label })} onError={missed} />;
  }
  if (link.state === "failed") {
    return (
      <button type="button" className={css.lost} onClick={again}>
        {t("signature.failed")}
      </button>
    );
  }
  return <span className={css.lost}>{t(link.state === "gone" ? "signature.gone" : "loading")}</span>;
}
