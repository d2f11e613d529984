import type { Editor } from "@tiptap/core";
import { Bold, Code, Italic, List, ListOrdered, SquareCode, Strikethrough, TextQuote } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "./LinkButton";
import styles from "./Toolbar.module.css";

const ICON = { size: 18, strokeWidth: 1.75, "aria-hidden": true } as const;
const MOD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl+";

type Act = "bold" | "italic" | "strike" | "code" | "orderedList" | "bulletList" | "quote" | "codeBlock";

const ACTS: { act: Act; icon: typeof Bold; keys: string; parted?: true }[] = [
  { act: "bold", icon: Bold, keys: `${MOD}B` },
  { act: "italic", icon: Italic, keys: `${MOD}I` },
  { act: "strike", icon: Strikethrough, keys: `${MOD}Shift+X` },
  { act: "orderedList", icon: ListOrdered, keys: `${MOD}Shift+7`, parted: true },
  { act: "bulletList", icon: List, keys: `${MOD}Shift+8` },
  { act: "quote", icon: TextQuote, keys: `${MOD}Shift+9` },
  { act: "code", icon: Code, keys: `${MOD}E`, parted: true },
  { act: "codeBlock", icon: SquareCode, keys: `${MOD}Alt+C` },
];

/** The signs of formatting above the text. One stop for the tab key; arrow keys go between them. */
export function Toolbar({ editor }: { editor: Editor }) {
  const { t } = useTranslation("chat-write");
  const bar = useRef<HTMLDivElement>(null);
  const [, redraw] = useState(0);
  useEffect(() => {
    const again = () => redraw((n) => n + 1);
    editor.on("transaction", again);
    return () => void editor.off("transaction", again);
  }, [editor]);

  return (
    <div
      ref={bar}
      className={styles.bar}
      role="toolbar"
      aria-label={t("format.toolbar")}
      onKeyDown={(event) => step(event, bar.current)}
    >
      {ACTS.map(({ act, icon: Icon, keys, parted }, at) => (
        <button
          key={act}
          type="button"
          className={styles.act}
          data-parted={parted}
          aria-pressed={editor.isActive(act)}
          aria-label={t(`format.${act}`)}
          title={t("format.with_keys", { name: t(`format.${act}`), keys })}
          tabIndex={at === 0 ? 0 : -1}
          // The selection in the text stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => run(editor, act)}
        >
          <Icon {...ICON} />
        </button>
      ))}
      <LinkButton editor={editor} className={styles.act} />
    </div>
  );
}

function run(editor: Editor, act: Act): void {
  const chain = editor.chain().focus();
  switch (act) {
    case "orderedList":
    case "bulletList":
      return void chain.toggleList(act, "listItem").run();
    case "quote":
      return void chain.toggleWrap("quote").run();
    case "codeBlock":
      return void chain.toggleNode("codeBlock", "paragraph").run();
    default:
      return void chain.toggleMark(act).run();
  }
}

function step(event: KeyboardEvent, bar: HTMLElement | null): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by === undefined || bar === null) return;
  const buttons = [...bar.querySelectorAll<HTMLElement>("button")];
  const next = buttons[(buttons.indexOf(event.target as HTMLElement) + by + buttons.length) % buttons.length];
  event.preventDefault();
  next?.focus();
}
