import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { RichText } from "../chat/content/RichText";
import { parse, plain, serialise } from "../model/format";
import type { Pick } from "../model/text";
import styles from "./Preview.module.css";

interface Props {
  text: string;
  picks: readonly Pick[];
  /** The text as it must be to be sent as it looks. */
  onPlain(text: string): void;
}

/** Below the plain field: how the signs in it will be shown, and the way to keep them as signs. */
export function Preview({ text, picks, onPlain }: Props) {
  const { t } = useTranslation(["chat-write", "messages"]);
  const me = useMe();
  const nodes = useMemo(() => parse(text, picks), [text, picks]);
  return (
    <section className={styles.preview} aria-label={t("preview.label")}>
      <div className={styles.head}>
        <span>{t("preview.label")}</span>
        <button
          type="button"
          className={styles.keep}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPlain(serialise(plain(text, picks), t("messages:everyone")).text)}
        >
          {t("preview.keep")}
        </button>
      </div>
      <div className={styles.body}>
        <RichText content={{ type: "text", nodes }} me={me.account.id} />
      </div>
    </section>
  );
}
