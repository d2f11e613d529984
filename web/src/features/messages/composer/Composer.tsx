import { AtSign, SendHorizontal, X } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { late } from "../../../ui";
import { insertAt, insertMention, mentionQuery } from "../model/caret";
import { type Composing, sendable, sends, textOf } from "../model/composing";
import { countdown } from "../model/recall";
import { COUNTER_FROM, characters, MAX_CHARACTERS, type Pick } from "../model/text";
import { useServerNow } from "../state/now";
import styles from "./Composer.module.css";
import { EmojiButton } from "./EmojiButton";
import type { MentionPickerHandle } from "./MentionPicker";

const MentionPicker = late(async () => (await import("./MentionPicker")).MentionPicker);

export interface ComposerHandle {
  focus(): void;
}

interface Props {
  ref?: Ref<ComposerHandle>;
  conversationId: string;
  box: Composing;
  placeholder: string;
  enterSends: boolean;
  /** People can be mentioned in groups only; everybody only by those who may. */
  mentions: { people: boolean; everyone: boolean };
  /** Inside the box above the text: what is being answered. */
  above?: ReactNode;
  /** Among the tools, such as asking for a receipt. */
  tools?: ReactNode;
  onText(text: string): void;
  onPick(pick: Pick): void;
  onSend(): void;
  onCancel(): void;
  onEditLast(): boolean;
  onTyping(): void;
  onFocus(): void;
  onBlur(): void;
}

const MAX_HEIGHT = 220;

export function Composer(props: Props) {
  const { box, mentions, onText, onPick } = props;
  const { t } = useTranslation("messages");
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<MentionPickerHandle>(null);
  const [query, setQuery] = useState<{ from: number; query: string } | null>(null);
  const nextCaret = useRef<number | null>(null);
  const text = textOf(box);
  const check = sendable(text);

  useImperativeHandle(props.ref, () => ({ focus: () => area.current?.focus() }), []);

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

  // biome-ignore lint/correctness/useExhaustiveDependencies: another mode begins at the end of its text
  useEffect(() => {
    if (box.mode.kind === "new") return;
    // The menu or dialog that led here gives focus back to its row first.
    const timer = window.setTimeout(() => {
      area.current?.focus();
      area.current?.setSelectionRange(text.length, text.length);
    }, 50);
    return () => window.clearTimeout(timer);
  }, [box.mode]);

  const seekMention = () => {
    const el = area.current;
    if (el === null || !mentions.people || el.selectionStart !== el.selectionEnd) return setQuery(null);
    setQuery(mentionQuery(el.value, el.selectionStart));
  };

  const put = (edited: { text: string; caret: number }) => {
    nextCaret.current = edited.caret;
    onText(edited.text);
    area.current?.focus();
  };

  const insert = (piece: string) => {
    const el = area.current;
    if (el !== null) put(insertAt(text, el.selectionStart, el.selectionEnd, piece));
  };

  const choose = (pick: Pick) => {
    const el = area.current;
    if (el === null || query === null) return;
    onPick(pick);
    put(insertMention(text, query.from, el.selectionStart, pick));
    setQuery(null);
  };

  const send = () => {
    if (check.ok) props.onSend();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const native = event.nativeEvent;
    if (native.isComposing || native.keyCode === 229) return;
    if (query !== null && picker.current?.onKey(event.key) === true) return event.preventDefault();
    if (event.key === "Escape" && query !== null) return setQuery(null);
    if (event.key === "Escape" && box.mode.kind !== "new") return props.onCancel();
    if (event.key === "ArrowUp" && text === "" && props.onEditLast()) return event.preventDefault();
    if (!sends(native, props.enterSends)) return;
    event.preventDefault();
    send();
  };

  return (
    <div className={styles.wrap}>
      {query !== null && (
        <MentionPicker
          ref={picker}
          conversationId={props.conversationId}
          query={query.query}
          everyone={mentions.everyone}
          onChoose={choose}
          onClose={() => setQuery(null)}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the text means the text */}
      <div
        className={styles.box}
        onMouseDown={(event) => {
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          area.current?.focus();
        }}
      >
        {box.mode.kind !== "new" && <ModeBar box={box} onCancel={props.onCancel} />}
        {props.above}
        <textarea
          ref={area}
          className={styles.area}
          rows={1}
          value={text}
          placeholder={props.placeholder}
          aria-label={props.placeholder}
          aria-autocomplete={mentions.people ? "list" : undefined}
          aria-controls={query === null ? undefined : "mention-list"}
          onChange={(event) => {
            onText(event.target.value);
            if (event.target.value !== "") props.onTyping();
          }}
          onInput={seekMention}
          onSelect={seekMention}
          onKeyDown={onKeyDown}
          onFocus={props.onFocus}
          onBlur={() => {
            setQuery(null);
            props.onBlur();
          }}
        />
        <div className={styles.tools}>
          <EmojiButton onChoose={insert} />
          {mentions.people && (
            <button
              type="button"
              className={styles.tool}
              aria-label={t("composer.at")}
              title={t("composer.at")}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                insert("@");
                requestAnimationFrame(seekMention);
              }}
            >
              <AtSign size={20} strokeWidth={1.75} aria-hidden />
            </button>
          )}
          {props.tools}
          <span className={styles.gap} />
          <Counter text={text} />
          <span className={styles.hint}>{t(props.enterSends ? "composer.hint_enter" : "composer.hint_ctrl")}</span>
          <button
            type="button"
            className={styles.send}
            data-ready={check.ok || undefined}
            disabled={!check.ok}
            onMouseDown={(event) => event.preventDefault()}
            onClick={send}
            aria-label={t(box.mode.kind === "edit" ? "composer.save" : "composer.send")}
          >
            <SendHorizontal size={16} aria-hidden />
            <span className={styles.sendText}>{t(box.mode.kind === "edit" ? "composer.save" : "composer.send")}</span>
          </button>
        </div>
      </div>
    </div>
  );
}

function Counter({ text }: { text: string }) {
  const { t } = useTranslation("messages");
  // Counting ten thousand code points at every key is only worth it near the limit.
  if (text.length < COUNTER_FROM) return null;
  const left = MAX_CHARACTERS - characters(text);
  if (left > MAX_CHARACTERS - COUNTER_FROM) return null;
  return (
    <span className={styles.counter} data-over={left < 0 || undefined} role="status">
      {left < 0 ? t("composer.counter_over", { n: -left }) : t("composer.counter", { n: left })}
    </span>
  );
}

function ModeBar({ box, onCancel }: { box: Composing; onCancel(): void }) {
  const { t } = useTranslation("messages");
  const now = useServerNow(1000);
  const { mode } = box;
  return (
    <div className={styles.mode}>
      <span className={styles.modeName}>{t(mode.kind === "edit" ? "composer.editing" : "composer.correcting")}</span>
      {mode.kind === "edit" && (
        <span className={styles.modeLeft}>{t("composer.editing_left", { time: countdown(mode.until, now) })}</span>
      )}
      <span className={styles.gap} />
      <button type="button" className={styles.cancel} onClick={onCancel} aria-label={t("composer.cancel")}>
        <X size={16} aria-hidden />
      </button>
    </div>
  );
}
