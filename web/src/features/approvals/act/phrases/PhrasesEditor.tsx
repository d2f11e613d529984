import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../../platform/api";
import { Button, IconButton, Notice, TextField } from "../../../../ui";
import css from "../act.module.css";
import { kept, LONGEST, MOST, moved } from "./order";
import type { OfferedPhrases } from "./usePhrases";

interface Props {
  phrases: OfferedPhrases;
  onClose: () => void;
}

interface Line {
  /** Stays with the line while others move. */
  key: number;
  text: string;
}

/** Where phrases are offered they are edited too: their words, their order, more and fewer of them. */
export function PhrasesEditor({ phrases, onClose }: Props) {
  const { t } = useTranslation(["approvals", "ui"]);
  const words = useProblemWords();
  const last = useRef(0);
  const line = (text: string): Line => {
    last.current += 1;
    return { key: last.current, text };
  };
  const [lines, setLines] = useState<Line[]>(() => phrases.list.map(line));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const icon = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await phrases.keep(kept(lines.map((one) => one.text)));
      onClose();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <section className={css.editor} aria-label={t("phrases.edit")}>
      <ul className={css.lines}>
        {lines.map(({ key, text }, at) => (
          <li key={key} className={css.phraseLine}>
            <TextField
              bare
              label={t("phrases.one", { n: at + 1 })}
              maxLength={LONGEST}
              value={text}
              onChange={(event) =>
                setLines(lines.map((one) => (one.key === key ? { key, text: event.target.value } : one)))
              }
              onKeyDown={(event) => {
                if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
                event.preventDefault(); // of the form around: that would decide
                void save();
              }}
            />
            <IconButton
              label={t("phrases.up", { n: at + 1 })}
              disabled={at === 0}
              onClick={() => setLines(moved(lines, at, -1))}
            >
              <ArrowUp {...icon} />
            </IconButton>
            <IconButton
              label={t("phrases.down", { n: at + 1 })}
              disabled={at === lines.length - 1}
              onClick={() => setLines(moved(lines, at, 1))}
            >
              <ArrowDown {...icon} />
            </IconButton>
            <IconButton
              label={t("phrases.remove", { n: at + 1 })}
              onClick={() => setLines(lines.filter((one) => one.key !== key))}
            >
              <X {...icon} />
            </IconButton>
          </li>
        ))}
      </ul>
      {error !== null && <Notice tone="danger">{words(error)}</Notice>}
      <div className={css.editorActs}>
        <Button
          icon={<Plus {...icon} />}
          disabled={lines.length >= MOST}
          onClick={() => setLines([...lines, line("")])}
        >
          {t("phrases.more")}
        </Button>
        <Button kind="quiet" onClick={() => setLines(phrases.usual.map(line))}>
          {t("phrases.usual")}
        </Button>
        <span className={css.push} />
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" busy={busy} onClick={() => void save()}>
          {t("phrases.save")}
        </Button>
      </div>
    </section>
  );
}
