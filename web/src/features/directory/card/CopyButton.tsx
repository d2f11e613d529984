import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, toast } from "../../../ui";
import css from "./Card.module.css";

const SHOWN_MS = 1_600;

/** Copies a value; a tick says that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation("directory");
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = window.setTimeout(() => setDone(false), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
    } catch {
      toast("error", t("copy.failed"));
    }
  };
  return (
    <IconButton label={done ? t("copy.done") : label} className={css.copy} onClick={() => void copy()}>
      {done ? <Check size={14} className={css.tick} aria-hidden /> : <Copy size={14} strokeWidth={1.75} aria-hidden />}
    </IconButton>
  );
}
