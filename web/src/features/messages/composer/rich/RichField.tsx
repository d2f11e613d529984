import { Editor } from "@tiptap/core";
import { useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { mentionQuery } from "../../model/caret";
import { countNodes, MAX_NODES, parse, serialise, unformatted } from "../../model/format";
import type { FieldProps } from "../field";
import { docOf, nodesIn } from "./convert";
import { Keys } from "./keys";
import { pasting } from "./paste";
import styles from "./RichField.module.css";
import { nodesAndMarks } from "./schema";
import { Toolbar } from "./Toolbar";

/** The editor: what one sees is what is sent. It shows the same text as the plain field and writes it. */
export function RichField(props: FieldProps) {
  const { t } = useTranslation(["messages", "chat-write"]);
  const everyone = t("everyone");
  const place = useRef<HTMLDivElement>(null);
  /** More formatting than a message may have: the words go out without it. */
  const [many, setMany] = useState(false);
  const [editor, setEditor] = useState<Editor | null>(null);
  /** What the document stands for; another text comes from outside. */
  const shown = useRef<string | null>(null);
  const latest = useRef({ props, everyone });
  latest.current = { props, everyone };

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const now = () => latest.current.props;
    const made = new Editor({
      element,
      injectCSS: false,
      extensions: [...nodesAndMarks, Keys, pasting((files) => now().onFiles(files))],
      editorProps: {
        attributes: { role: "textbox", "aria-multiline": "true", class: styles.editor ?? "" },
        handleKeyDown: (view, event) => {
          // While an input method composes, every key is its own.
          if (view.composing || event.isComposing || event.keyCode === 229) return false;
          if (!now().onKey(event)) return false;
          event.preventDefault();
          return true;
        },
      },
      onUpdate: ({ editor }) => {
        const nodes = nodesIn(editor.state.doc);
        const many = countNodes(nodes) > MAX_NODES;
        setMany(many);
        const { text, picks } = serialise(many ? unformatted(nodes) : nodes, latest.current.everyone);
        shown.current = text;
        now().onWritten(text, picks);
        if (text !== "") now().onTyping();
      },
      onTransaction: ({ editor }) => now().mentions && now().onQuery(queryIn(editor)?.query ?? null),
      onFocus: () => now().onFocus(),
      onBlur: () => now().onBlur(),
    });
    setEditor(made);
    return () => made.destroy();
  }, []);

  // What comes from outside: another draft, an emptied box, a message to be edited.
  useEffect(() => {
    if (editor === null || shown.current === props.text) return;
    shown.current = props.text;
    const doc = docOf(parse(props.text, props.picks), editor.schema, everyone);
    // No part of what was written here, so there is nothing to undo.
    editor.commands.command(({ tr }) => {
      tr.replaceWith(0, tr.doc.content.size, doc.content).setMeta("addToHistory", false).setMeta("preventUpdate", true);
      return true;
    });
    if (editor.isFocused) editor.commands.focus("end");
  }, [editor, props.text, props.picks, everyone]);

  useEffect(() => {
    const dom = editor?.view.dom;
    if (dom === undefined) return;
    dom.setAttribute("aria-label", props.placeholder);
    if (props.mentions) dom.setAttribute("aria-autocomplete", "list");
    if (props.listId === undefined) dom.removeAttribute("aria-controls");
    else dom.setAttribute("aria-controls", props.listId);
  }, [editor, props.placeholder, props.mentions, props.listId]);

  useEffect(() => {
    if (editor !== null) latest.current.props.onReady();
  }, [editor]);

  useImperativeHandle(
    props.ref,
    () => ({
      focus: () => void editor?.commands.focus(),
      focusEnd: () => void editor?.commands.focus("end"),
      insert: (piece) => void editor?.chain().focus().insertContent({ type: "text", text: piece }).run(),
      choose: (pick) => {
        const typed = editor === null ? null : queryIn(editor);
        if (editor === null || typed === null) return;
        const mention = { type: "mention", attrs: { id: pick.account_id, name: pick.name } };
        const range = { from: typed.from, to: editor.state.selection.from };
        editor
          .chain()
          .focus()
          .insertContentAt(range, [mention, { type: "text", text: " " }])
          .run();
      },
      seek: () => editor !== null && latest.current.props.onQuery(queryIn(editor)?.query ?? null),
    }),
    [editor],
  );

  return (
    <>
      {editor !== null && <Toolbar editor={editor} />}
      <div className={styles.frame}>
        <div ref={place} />
        {props.text === "" && editor?.isEmpty !== false && (
          <div className={styles.placeholder} aria-hidden>
            {props.placeholder}
          </div>
        )}
      </div>
      {many && (
        <p className={styles.many} role="status">
          {t("chat-write:format.too_much")}
        </p>
      )}
    </>
  );
}

/** The part of a name behind "@" at the caret, and where it begins. */
function queryIn(editor: Editor): { from: number; query: string } | null {
  const { selection } = editor.state;
  if (!selection.empty || editor.isActive("codeBlock") || editor.isActive("code")) return null;
  const { $from } = selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\ufffc");
  const found = mentionQuery(before, before.length);
  return found === null ? null : { from: $from.start() + found.from, query: found.query };
}
