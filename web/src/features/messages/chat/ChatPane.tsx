import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { useConnection } from "../../../platform/socket";
import { dayOf } from "../../../platform/when";
import { dayStart } from "../../../platform/when/zone";
import { loadLate, toast } from "../../../ui";
import { PinsBar, SelectBar } from "../act";
import type { ComposerHandle } from "../composer/Composer";
import { firstUnread } from "../model/inbox";
import { rowsOf } from "../model/rows";
import * as timeline from "../model/timeline";
import type { Conversation } from "../model/types";
import { pendingIn, useOutgoing } from "../state/outgoing";
import { useRecallWindow } from "../state/recallWindow";
import { useSelection } from "../state/selection";
import { loadOf, useTimelines } from "../state/timelineStore";
import { useView } from "../state/view";
import { titleOf } from "../words/words";
import { ChatProvider } from "./actions";
import { ChatBody } from "./ChatBody";
import { ChatBox } from "./ChatBox";
import { ChatHeader } from "./ChatHeader";
import styles from "./ChatPane.module.css";
import { ConnectionBar } from "./ConnectionBar";
import type { FirstNew } from "./history/FirstUnread";
import { LiveRegion } from "./LiveRegion";
import type { Target } from "./MessageList";
import { TypingLine } from "./TypingLine";
import { useAnswering } from "./useAnswering";
import { useChatActions } from "./useChatActions";
import { useChatContext } from "./useChatContext";
import { useComposing } from "./useComposing";
import { useReading } from "./useReading";

interface Props {
  conversation: Conversation;
  /** The message that the address points to. */
  seq: number | null;
  panelOpen: boolean;
  onPanel(): void;
  onAdd: (() => void) | null;
  onBack(): void;
  openThread(root: number): void;
  /** On a phone a thread stands over it. */
  covered: boolean;
}

/** One conversation: header, messages, box. Mounted anew for every conversation. */
export function ChatPane({ conversation, seq, panelOpen, onPanel, onAdd, onBack, openThread, covered }: Props) {
  const { id } = conversation;
  const { t } = useTranslation("messages");
  const { t: show } = useTranslation("chat-show");
  const me = useMe();
  const myId = me.account.id;
  const { zone } = me.settings;
  const windowSeconds = useRecallWindow();
  const { state: connection } = useConnection();
  const log = useTimelines((s) => s.timelines.get(id)) ?? timeline.empty(id, myId);
  const load = loadOf(
    useTimelines((s) => s.loads),
    id,
  );
  const outgoingItems = useOutgoing();
  const composer = useRef<ComposerHandle>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const reading = useReading(conversation);
  const [firstNew] = useState<FirstNew | null>(() =>
    conversation.unread > 0 ? { seq: firstUnread(conversation), count: conversation.unread } : null,
  );
  const [newAfter, setNewAfter] = useState<number | null>(() => (firstNew === null ? null : firstNew.seq - 1));

  useEffect(() => {
    useView.getState().open(id);
    if (seq === null) void useTimelines.getState().open(id);
    return () => {
      useView.getState().open(null);
      useTimelines.getState().forget(id);
    };
  }, [id, seq]);

  // A number that the list already knows is a gap here until its message is there.
  useEffect(() => {
    if (log.loaded) useTimelines.getState().change(id, (current) => timeline.lastKnown(current, conversation.last_seq));
  }, [id, conversation.last_seq, log.loaded]);

  // Who opens a conversation at a desk comes to write; on a phone the keyboard would cover what is to be read.
  useEffect(() => {
    if (!window.matchMedia("(pointer: fine)").matches) return;
    // The search or the dialog that led here gives focus back first.
    const timer = window.setTimeout(() => composer.current?.focus(), 50);
    return () => window.clearTimeout(timer);
  }, []);

  const jump = useCallback(
    async (seq: number) => {
      const found = await useTimelines.getState().jump(id, seq);
      if (found) setTarget((before) => ({ seq, ask: (before?.ask ?? 0) + 1, align: "center" }));
      return found;
    },
    [id],
  );

  useEffect(() => {
    if (seq !== null) void jump(seq);
  }, [seq, jump]);

  const answering = useAnswering(conversation, null, composer);
  const composing = useComposing({
    conversation,
    me: myId,
    windowSeconds,
    extra: answering.extra,
    onTakenBack: answering.restore,
    onSaid: () => {
      answering.said();
      reading.release();
      setNewAfter(null);
      if (!log.following) void useTimelines.getState().newest(id);
    },
    onEditRefused: (error, message) => dialogs.refuse("edit", error, message),
    onFull: () => dialogs.fail(t("composer.storage_full")),
  });
  const { answer } = answering;
  const { actions, dialogs } = useChatActions({ composing, composer, jump, answer, openThread, hold: reading.hold });

  const toDay = async (day: string) => {
    const found = await useTimelines.getState().jumpTo(id, dayStart(zone, day));
    if (found === null) return dialogs.fail(t("chat.load_failed"));
    setTarget((before) => ({ seq: found.seq, ask: (before?.ask ?? 0) + 1, align: "start" }));
    if (dayOf(zone, found.at) !== day) toast("plain", show("history.no_day"));
  };

  const pending = useMemo(() => pendingIn(outgoingItems, id), [outgoingItems, id]);
  const rows = useMemo(
    () => rowsOf({ timeline: log, pending, me: myId, zone, newAfter }),
    [log, pending, myId, zone, newAfter],
  );
  const context = useChatContext(conversation, actions, false);
  const selecting = useSelection((s) => s.id === id);
  useEffect(() => () => useSelection.getState().end(), []);
  // The menus and windows of a conversation are known by now, and soon wanted.
  useEffect(loadLate, []);

  return (
    <ChatProvider value={context}>
      <section className={styles.pane} data-covered={covered || undefined} aria-label={titleOf(conversation, t)}>
        <ChatHeader
          conversation={conversation}
          panelOpen={panelOpen}
          onBack={onBack}
          onPanel={onPanel}
          onDay={(day) => void toDay(day)}
          onAdd={onAdd}
        />
        <ConnectionBar state={connection} />
        <PinsBar conversationId={id} writes={context.writes} onJump={actions.jump} />
        <ChatBody
          conversation={conversation}
          timeline={log}
          load={load}
          rows={rows}
          target={target}
          firstNew={newAfter === null ? null : firstNew}
          onFirstNew={actions.jump}
          offline={connection === "offline" || connection === "reconnecting"}
          onSeen={reading.onSeen}
        />
        <LiveRegion timeline={log} />
        <TypingLine conversation={conversation} />
        {selecting ? (
          <SelectBar timeline={log} />
        ) : (
          <ChatBox
            conversation={conversation}
            composing={composing}
            composer={composer}
            above={answering.above}
            tools={answering.tools}
          />
        )}
        {dialogs.element}
      </section>
    </ChatProvider>
  );
}
