import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { needWords } from "../../../platform/i18n";
import { Button, ErrorState, late } from "../../../ui";
import { AddMembersDialog } from "../dialogs";
import { useInbox } from "../state/inboxStore";
import { useView } from "../state/view";
import { ChatSkeleton } from "./ChatSkeleton";
import styles from "./ConversationGate.module.css";
import { useThreadPlace } from "./useThreadPlace";

interface Props {
  id: string;
  seq: number | null;
  onBack(): void;
}

// The list stands first; a conversation is fetched beside it, and ahead of the first click.
const ChatPane = late(
  async () => {
    const words = Promise.all([needWords("chat-show"), needWords("chat-act"), needWords("chat-write")]);
    const [pane] = await Promise.all([import("./ChatPane"), words]);
    return pane.ChatPane;
  },
  <ChatSkeleton />,
);
const ThreadPanel = late(
  async () => (await import("../thread/ThreadPanel")).ThreadPanel,
  <div className={styles.aside} />,
);
// The third column may follow the messages; its place is kept.
const InfoPanel = late(async () => (await import("../panel/InfoPanel")).InfoPanel, <div className={styles.aside} />);

const WIDE = "(min-width: 1280px)";

/** Fetches the conversation of an address that the list does not know, and says when there is none. */
export function ConversationGate({ id, seq, onBack }: Props) {
  const { t } = useTranslation("messages");
  const conversation = useInbox((s) => s.inbox.byId.get(id));
  const [missing, setMissing] = useState(false);
  const [adding, setAdding] = useState(false);
  const chosen = useView((s) => s.panel);
  const [wide] = useState(() => window.matchMedia(WIDE).matches);
  // Wide windows show the panel until somebody closes it; narrow ones cover the messages with it.
  const panel = chosen ?? wide;
  const [thread, openThread] = useThreadPlace(id);

  const known = conversation !== undefined;
  useEffect(() => {
    if (known) return;
    let over = false;
    void useInbox
      .getState()
      .refresh(id)
      .then((found) => !over && setMissing(found === null));
    return () => {
      over = true;
    };
  }, [id, known]);

  if (conversation === undefined) {
    if (!missing) return <ChatSkeleton />;
    return (
      <div className={styles.center}>
        <ErrorState title={t("chat.gone")} action={<Button onClick={onBack}>{t("chat.gone_action")}</Button>} />
      </div>
    );
  }
  const setPanel = useView.getState().setPanel;
  const mayAdd = conversation.kind === "group" && conversation.abilities.includes("group.add_members");
  return (
    <>
      <ChatPane
        conversation={conversation}
        seq={seq}
        panelOpen={panel && thread === null}
        onPanel={() => {
          setPanel(thread !== null || !panel);
          if (thread !== null) openThread(null);
        }}
        onAdd={mayAdd ? () => setAdding(true) : null}
        onBack={onBack}
        openThread={openThread}
        covered={thread !== null}
      />
      {thread !== null && (
        <ThreadPanel key={thread} conversation={conversation} root={thread} onClose={() => openThread(null)} />
      )}
      {panel && thread === null && conversation.kind !== "self" && (
        <InfoPanel conversation={conversation} onClose={() => setPanel(false)} onLeft={onBack} />
      )}
      {adding && <AddMembersDialog conversation={conversation} onClose={() => setAdding(false)} />}
    </>
  );
}
