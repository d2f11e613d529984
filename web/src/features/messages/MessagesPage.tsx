import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { Button, EmptyState, toast } from "../../ui";
import { ConversationGate } from "./chat/ConversationGate";
import { NewDirectDialog, NewGroupDialog } from "./dialogs";
import { ConversationList } from "./list/ConversationList";
import { shortcut } from "./list/shortcut";
import styles from "./MessagesPage.module.css";
import { openDirect } from "./state/commands";
import { useInbox } from "./state/inboxStore";
import { useView } from "./state/view";

interface Props {
  /** From the address; null shows the list alone (on a phone) or an invitation beside it. */
  conversationId: string | null;
  /** The message that the address points to. */
  seq: number | null;
  go(conversationId: string | null): void;
  /** Opens the quick search of the shell. */
  onSearch(): void;
}

/** The messages: list and conversation side by side, on a phone one after the other. */
export function MessagesPage({ conversationId, seq, go, onSearch }: Props) {
  const { t } = useTranslation("messages");
  const me = useMe();
  const [dialog, setDialog] = useState<"group" | "direct" | null>(null);
  const close = () => setDialog(null);
  // An empty list has the same invitation already.
  const some = useInbox((s) => s.inbox.byId.size > 0);

  useEffect(() => {
    if (conversationId === null) useView.getState().open(null);
  }, [conversationId]);

  const openSelf = async () => {
    try {
      go((await openDirect(me.account.id)).id);
    } catch {
      toast("error", t("new.failed"));
    }
  };

  return (
    <div className={styles.page} data-open={conversationId !== null || undefined}>
      <div className={styles.list}>
        <ConversationList
          openId={conversationId}
          onOpen={go}
          onSearch={onSearch}
          onNewGroup={() => setDialog("group")}
          onNewDirect={() => setDialog("direct")}
          onSelf={() => void openSelf()}
        />
      </div>
      <div className={styles.pane}>
        {conversationId === null ? (
          <div className={styles.choose}>
            <EmptyState
              title={t("chat.choose")}
              text={t("chat.choose_hint", { key: shortcut() })}
              actions={
                some && (
                  <>
                    <Button onClick={() => setDialog("group")}>{t("group.create")}</Button>
                    <Button kind="primary" onClick={() => setDialog("direct")}>
                      {t("list.new_direct")}
                    </Button>
                  </>
                )
              }
            />
          </div>
        ) : (
          <ConversationGate key={conversationId} id={conversationId} seq={seq} onBack={() => go(null)} />
        )}
      </div>
      {dialog === "group" && <NewGroupDialog onClose={close} onOpen={go} />}
      {dialog === "direct" && <NewDirectDialog onClose={close} onOpen={go} />}
    </div>
  );
}
