import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useTouch } from "../../../platform/screen";
import { late, toast } from "../../../ui";
import { type Composing, filesOf, picksOf, sendable, sends, textOf } from "../model/composing";
import { isFormatted } from "../model/format";
import type { Pick } from "../model/text";
import styles from "./Composer.module.css";
import { DropZone } from "./DropZone";
import type { FieldHandle, FieldProps } from "./field";
import type { MentionPickerHandle } from "./MentionPicker";
import { Counter, ModeBar, SendButton } from "./parts";
import { useEditor, useRichMode } from "./richMode";
import { TextField } from "./TextField";
import { Tools } from "./Tools";
import { useTrayFaulty } from "./trayState";
import type { Attaching } from "./useAttaching";
import type { Recorded } from "./voice/recorder";

const MentionPicker = late(async () => (await import("./MentionPicker")).MentionPicker);
const Preview = late(async () => (await import("./Preview")).Preview);
const Tray = late(async () => (await import("./tray/Tray")).Tray);
const VoiceBar = late(async () => (await import("./voice/VoiceBar")).VoiceBar);
const HoldToTalk = late(async () => (await import("./voice/HoldToTalk")).HoldToTalk);
const LargeFileDialog = late(async () => (await import("./LargeFileDialog")).LargeFileDialog);

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
  attaching: Attaching;
  /** Inside the box above the text: what is being answered. */
  above?: ReactNode;
  /** Among the tools, such as asking for a receipt. */
  tools?: ReactNode;
  onText(text: string): void;
  /** From the editor, which knows who is meant. */
  onWritten(text: string, picks: Pick[]): void;
  onPick(pick: Pick): void;
  onSend(): void;
  onVoice(recorded: Recorded): void;
  onCancel(): void;
  onEditLast(): boolean;
  onTyping(): void;
  onFocus(): void;
  onBlur(): void;
}

export function Composer(props: Props) {
  const { box, mentions, attaching } = props;
  const { t } = useTranslation("chat-write");
  const wrap = useRef<HTMLDivElement>(null);
  const field = useRef<FieldHandle>(null);
  const picker = useRef<MentionPickerHandle>(null);
  const [query, setQuery] = useState<string | null>(null);
  const [talking, setTalking] = useState(false);
  const touch = useTouch();
  const text = textOf(box);
  const files = filesOf(box);
  const fresh = box.mode.kind === "new";
  const faulty = useTrayFaulty(files);
  const check = sendable(text, files.length > 0 || (box.mode.kind === "edit" && box.mode.files));
  const ready = check.ok && !faulty;
  const rich = useRich(box);
  const Editor = useEditor(rich.on);
  const Field = Editor ?? TextField;

  /** Somebody wants to write, and the field that is to come has not been there yet. */
  const wanted = useRef(false);

  const focus = () => {
    wanted.current = true;
    field.current?.focusEnd();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it reads nothing but references
  useImperativeHandle(props.ref, () => ({ focus }), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another mode begins at the end of its text
  useEffect(() => {
    if (fresh) return;
    // The menu or dialog that led here gives focus back to its row first.
    const timer = window.setTimeout(focus, 50);
    return () => window.clearTimeout(timer);
  }, [box.mode]);

  const send = () => {
    if (ready) return props.onSend();
    if (faulty) toast("plain", t("tray.faulty"));
  };

  const onKey: FieldProps["onKey"] = (event) => {
    if (query !== null && picker.current?.onKey(event.key) === true) return true;
    if (event.key === "Escape" && query !== null) {
      setQuery(null);
      return true;
    }
    if (event.key === "Escape" && !fresh) {
      props.onCancel();
      return true;
    }
    if (event.key === "ArrowUp" && text === "" && files.length === 0 && props.onEditLast()) return true;
    if (!sends(event, props.enterSends)) return false;
    send();
    return true;
  };

  const choose = (pick: Pick) => {
    props.onPick(pick);
    field.current?.choose(pick);
    setQuery(null);
  };

  const stopTalking = () => {
    setTalking(false);
    wanted.current = !touch; // on a phone the keyboard would cover what was just said
  };

  const turnRich = () => {
    rich.turn(!rich.on);
    wanted.current = true; // of the other field, as soon as it is there
  };

  return (
    <div className={styles.wrap} ref={wrap}>
      {query !== null && (
        <MentionPicker
          ref={picker}
          conversationId={props.conversationId}
          query={query}
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
          field.current?.focus();
        }}
      >
        {!fresh && <ModeBar box={box} onCancel={props.onCancel} />}
        {props.above}
        {files.length > 0 && <Tray files={files} attaching={attaching} />}
        {talking && fresh && touch && <HoldToTalk onSend={props.onVoice} onClose={stopTalking} />}
        {talking && fresh && !touch && <VoiceBar onSend={props.onVoice} onClose={stopTalking} />}
        {!(talking && fresh) && (
          <Field
            ref={field}
            text={text}
            picks={picksOf(box)}
            placeholder={props.placeholder}
            mentions={mentions.people}
            listId={query === null ? undefined : "mention-list"}
            onText={props.onText}
            onWritten={props.onWritten}
            onQuery={setQuery}
            onKey={onKey}
            onFiles={(pasted) => attaching.add(pasted, true)}
            onReady={() => {
              if (wanted.current) field.current?.focusEnd();
            }}
            onTyping={props.onTyping}
            onFocus={() => {
              wanted.current = false;
              props.onFocus();
            }}
            onBlur={() => {
              setQuery(null);
              props.onBlur();
            }}
          />
        )}
        {!rich.on && !talking && isFormatted(text) && (
          <Preview text={text} picks={picksOf(box)} onPlain={props.onText} />
        )}
        <div className={styles.tools}>
          <Tools
            mentions={mentions.people}
            rich={rich.on}
            onFiles={fresh ? attaching.add : null}
            onVoice={fresh ? () => (talking ? stopTalking() : setTalking(true)) : null}
            talking={talking && fresh}
            onInsert={(piece) => field.current?.insert(piece)}
            onAt={() => {
              field.current?.insert("@");
              requestAnimationFrame(() => field.current?.seek());
            }}
            onRich={turnRich}
          />
          {fresh && props.tools}
          <span className={styles.gap} />
          {!(talking && fresh) && (
            <>
              <Counter text={text} />
              <span className={styles.hint}>{t(props.enterSends ? "hint.enter" : "hint.ctrl")}</span>
              <SendButton ready={ready} editing={box.mode.kind === "edit"} onSend={send} />
            </>
          )}
        </div>
      </div>
      <DropZone within={wrap} allowed={fresh} onFiles={attaching.add} />
      {attaching.large.length > 0 && (
        <LargeFileDialog files={attaching.large} onShare={attaching.shareLarge} onClose={attaching.dropLarge} />
      )}
    </div>
  );
}

/** Whether the editor is open: as chosen on this device, and for a message that already has formatting. */
function useRich(box: Composing): { on: boolean; turn(on: boolean): void } {
  const chosen = useRichMode();
  const { mode } = box;
  const [own, setOwn] = useState<{ mode: Composing["mode"]; on: boolean } | null>(null);
  if (mode.kind === "new") return chosen;
  if (own?.mode === mode) return { on: own.on, turn: (on) => setOwn({ mode, on }) };
  const on = chosen.on || isFormatted(textOf(box));
  setOwn({ mode, on });
  return { on, turn: () => undefined };
}
