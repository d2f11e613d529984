import type { Editor } from "@tiptap/core";
import { Link2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Popover, TextField } from "../../../../ui";
import { linkAddress } from "../../model/format";
import styles from "./Toolbar.module.css";

/** Makes a link of the selection, changes the one at the caret, or writes a new one. */
export function LinkButton({ editor, className }: { editor: Editor; className: string | undefined }) {
  const { t } = useTranslation("chat-write");
  return (
    <Popover
      label={t("format.link")}
      side="top"
      trigger={
        <button
          type="button"
          className={className}
          data-parted
          aria-pressed={editor.isActive("link")}
          aria-label={t("format.link")}
          title={t("format.link")}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
        >
          <Link2 size={18} strokeWidth={1.75} aria-hidden />
        </button>
      }
    >
      {(close) => <LinkForm editor={editor} onDone={close} />}
    </Popover>
  );
}

function LinkForm({ editor, onDone }: { editor: Editor; onDone(): void }) {
  const { t } = useTranslation("chat-write");
  const old: string = editor.getAttributes("link").url ?? "";
  const { from, to } = editor.state.selection;
  const [url, setUrl] = useState(old);
  const [words, setWords] = useState(() => editor.state.doc.textBetween(from, to, " "));
  const [tried, setTried] = useState(false);
  const address = linkAddress(withScheme(url.trim()));
  const asksWords = from === to && old === "";

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (address === null) return;
    onDone();
    const chain = editor.chain().focus().extendMarkRange("link");
    if (asksWords) {
      const text = words.trim() === "" ? address : words;
      chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { url: address } }] }).run();
    } else chain.setMark("link", { url: address }).run();
  };

  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <TextField
        label={t("link.url")}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        placeholder="https://"
        autoFocus
        {...(tried && address === null ? { error: t("link.invalid") } : {})}
      />
      {asksWords && (
        <TextField label={t("link.words")} value={words} onChange={(event) => setWords(event.target.value)} />
      )}
      <div className={styles.ends}>
        {old !== "" && (
          <Button
            onClick={() => {
              onDone();
              editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
            }}
          >
            {t("link.remove")}
          </Button>
        )}
        <Button kind="primary" type="submit">
          {t("link.done")}
        </Button>
      </div>
    </form>
  );
}

/** People write addresses without their beginning. */
function withScheme(url: string): string {
  if (url === "" || /^[a-z][a-z0-9+.-]*:/i.test(url)) return url;
  return /^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(url) ? `mailto:${url}` : `https://${url}`;
}
