import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { Composer, type ComposerHandle } from "../composer/Composer";
import { useAttaching } from "../composer/useAttaching";
import { picked, rewritten, written } from "../model/composing";
import type { Conversation } from "../model/types";
import { titleOf } from "../words/words";
import styles from "./ChatPane.module.css";
import type { useComposing } from "./useComposing";
import { useTypingSign } from "./useTypingSign";

/** Nobody waits for an edit. */
const silent = () => undefined;

interface Props {
  conversation: Conversation;
  composing: ReturnType<typeof useComposing>;
  composer: RefObject<ComposerHandle | null>;
  /** In place of whom it is sent to. */
  placeholder?: string;
  above: ReactNode;
  tools: ReactNode;
}

/** The box of a conversation or of a thread in it, or why there is none. */
export function ChatBox({ conversation, composing, composer, placeholder, above, tools }: Props) {
  const { t } = useTranslation("messages");
  const me = useMe();
  const { id, kind } = conversation;
  const sayTyping = useTypingSign(id, kind !== "self");
  const attaching = useAttaching({
    conversationId: id,
    box: composing.box,
    thread: composing.thread,
    change: composing.change,
    sendVoice: composing.sendVoice,
  });
  if (!conversation.abilities.includes("message.send")) return <p className={styles.mute}>{t("composer.no_right")}</p>;
  const group = kind === "group";
  const words =
    kind === "self" ? t("composer.placeholder_self") : t("composer.placeholder", { name: titleOf(conversation, t) });
  return (
    <Composer
      ref={composer}
      conversationId={id}
      box={composing.box}
      placeholder={placeholder ?? words}
      enterSends={me.settings.enter_sends}
      mentions={{ people: group, everyone: group && conversation.my_role !== "member" }}
      above={above}
      tools={tools}
      onText={(text) => composing.change((c) => written(c, text))}
      attaching={attaching}
      onWritten={(text, picks) => composing.change((c) => rewritten(c, text, picks))}
      onPick={(pick) => composing.change((c) => picked(c, pick))}
      onSend={composing.send}
      onVoice={attaching.say}
      onCancel={composing.cancel}
      onEditLast={composing.editLast}
      onTyping={composing.box.mode.kind === "edit" ? silent : sayTyping}
      onFocus={composing.onFocus}
      onBlur={composing.onBlur}
    />
  );
}
