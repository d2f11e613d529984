import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "../../../../ui";
import styles from "./CodeBlock.module.css";

/** Code as it was written: it scrolls sideways instead of breaking its lines. */
export function CodeBlock({ text, language }: { text: string; language: string }) {
  const { t } = useTranslation("chat-show");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), 2000);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    // Without a secure origin there is no clipboard to write to.
    Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject())
      .then(() => setCopied(true))
      .catch(() => toast("error", t("code.copy_failed")));
  };
  return (
    <div className={styles.block}>
      <div className={styles.head}>
        <span>{language}</span>
        <button type="button" className={styles.copy} onClick={copy}>
          {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          <span aria-live="polite">{copied ? t("code.copied") : t("code.copy")}</span>
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre className={styles.code} tabIndex={0}>
        <code>{text.replace(/\n$/, "")}</code>
      </pre>
    </div>
  );
}
