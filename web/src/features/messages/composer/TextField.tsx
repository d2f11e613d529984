import { type ClipboardEvent, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { insertAt, insertMention, mentionQuery } from "../model/caret";
import { TWIN } from "../model/format";
import type { Pick } from "../model/text";
import styles from "./Composer.module.css";
import { type FieldProps, pastedFiles, pastedLink } from "./field";
import { linkedWith, type Replacement, wrapped } from "./wrap";

const MAX_HEIGHT = 220;

/** Signs by the keys that are usual for them. */
const SIGNS: Record<string, string> = { b: "**", i: "*", e: "`", "shift+x": "~~" };

/** The plain field: text with signs, as it is kept and sent. */
export function TextField(props: FieldProps) {
  const { text, picks, onQuery, onText } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const nextCaret = useRef<number | null>(null);

  // `field-sizing` is not there on all supported browsers: the height follows the text by hand.
  useLayoutEffect(() => {
    const el = area.current;
    if (el === null) return;
    el.style.height = "auto";
    el.style.height = `${Math.min(el.scrollHeight, MAX_HEIGHT)}px`;
    el.style.overflowY = el.scrollHeight > MAX_HEIGHT ? "auto" : "hidden";
    if (nextCaret.current !== null) {
      el.setSelectionRange(nextCaret.current, nextCaret.current);
      nextCaret.current = null;
    }
  });

  const { onReady } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is there
  useEffect(() => void onReady(), []);

  const seek = () => {
    const el = area.current;
    if (el === null || !props.mentions || el.selectionStart !== el.selectionEnd) return onQuery(null);
    onQuery(mentionQuery(el.value, el.selectionStart)?.query ?? null);
  };

  const put = (edited: { text: string; caret: number }) => {
    nextCaret.current = edited.caret;
    onText(edited.text);
    area.current?.focus();
  };

  useImperativeHandle(props.ref, () => ({
    focus: () => area.current?.focus(),
    focusEnd: () => {
      area.current?.focus();
      area.current?.setSelectionRange(text.length, text.length);
    },
    insert: (piece) => {
      const el = area.current;
      if (el !== null) put(insertAt(text, el.selectionStart, el.selectionEnd, piece));
    },
    choose: (pick: Pick) => {
      const el = area.current;
      const typed = el === null ? null : mentionQuery(text, el.selectionStart);
      if (el === null || typed === null) return;
      const same = picks.filter((one) => one.name === pick.name && one.account_id !== pick.account_id);
      const known = picks.filter((one) => one.name === pick.name);
      const which = known.findIndex((one) => one.account_id === pick.account_id);
      put(insertMention(text, typed.from, el.selectionStart, pick, TWIN.repeat(which < 0 ? same.length : which)));
    },
    seek,
  }));

  /** Through the browser's own editing, so that it can be undone. */
  const replace = ({ start, end, piece, select }: Replacement) => {
    const el = area.current;
    if (el === null) return;
    el.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, piece)) onText(text.slice(0, start) + piece + text.slice(end));
    el.setSelectionRange(...select);
  };

  const selection = () => {
    const el = area.current;
    return { text, start: el?.selectionStart ?? 0, end: el?.selectionEnd ?? 0 };
  };

  const onPaste = (event: ClipboardEvent) => {
    const files = pastedFiles(event.clipboardData);
    const url = pastedLink(event.clipboardData);
    const { start, end } = selection();
    if (files.length > 0) props.onFiles(files);
    else if (url !== null && start !== end) replace(linkedWith(selection(), url));
    else return;
    event.preventDefault();
  };

  const onSignKey = (event: KeyboardEvent): boolean => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
    const sign = SIGNS[(event.shiftKey ? "shift+" : "") + event.key.toLowerCase()];
    if (sign === undefined) return false;
    replace(wrapped(selection(), sign));
    return true;
  };

  return (
    <textarea
      ref={area}
      className={styles.area}
      rows={1}
      value={text}
      placeholder={props.placeholder}
      aria-label={props.placeholder}
      aria-autocomplete={props.mentions ? "list" : undefined}
      aria-controls={props.listId}
      onChange={(event) => {
        onText(event.target.value);
        if (event.target.value !== "") props.onTyping();
      }}
      onInput={seek}
      onSelect={seek}
      onPaste={onPaste}
      onKeyDown={({ nativeEvent }) => {
        if (nativeEvent.isComposing || nativeEvent.keyCode === 229) return;
        if (props.onKey(nativeEvent) || onSignKey(nativeEvent)) nativeEvent.preventDefault();
      }}
      onFocus={props.onFocus}
      onBlur={props.onBlur}
    />
  );
}
