import { Link } from "@tanstack/react-router";
import { PenLine } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "../../../ui";
import { useWaiting } from "../state/waiting";
import css from "./mine.module.css";

/** From the regulations to what waits to be acknowledged. */
export function AcknowledgementsLink() {
  const { t } = useTranslation("ui");
  const n = useWaiting((s) => s.waiting);
  return (
    <Link to="/regulations/acknowledgements" className={css.link}>
      <PenLine size={16} strokeWidth={1.75} aria-hidden />
      {t("acknowledgements")}
      <Badge count={n} label={t("to_acknowledge", { n })} />
    </Link>
  );
}
