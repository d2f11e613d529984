import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { VList, type VListHandle } from "virtua";
import { useMe } from "../../../platform/api";
import { useConnection } from "../../../platform/socket";
import { Button, EmptyState, ErrorState, late } from "../../../ui";
import { ConnectionBar } from "../chat/ConnectionBar";
import { ordered } from "../model/inbox";
import type { Conversation, Filter } from "../model/types";
import { RowsSkeleton } from "../people/RowsSkeleton";
import { useInbox } from "../state/inboxStore";
import { useServerNow } from "../state/now";
import { useOutgoing } from "../state/outgoing";
import { watch } from "../state/sync";
import styles from "./ConversationList.module.css";
import type { MenuTarget } from "./ConversationMenu";
import { ConversationRow } from "./ConversationRow";
import { Filters } from "./Filters";
import { ListHeader } from "./ListHeader";
import { useSwipedRow } from "./useSwipedRow";

const ConversationMenu = late(async () => (await import("./ConversationMenu")).ConversationMenu);

interface Props {
  openId: string | null;
  onOpen(id: string): void;
  onNewGroup(): void;
  onNewDirect(): void;
  onSelf(): void;
  /** Quick search belongs to the shell. */
  onSearch(): void;
}

export function ConversationList({ openId, onOpen, onNewGroup, onNewDirect, onSelf, onSearch }: Props) {
  const { t } = useTranslation("messages");
  const me = useMe();
  const [filter, setFilter] = useState<Filter>("all");
  const inbox = useDeferredValue(useInbox((s) => s.inbox));
  const page = useInbox((s) => s.pages[filter]);
  const outgoing = useOutgoing();
  const { state: connection } = useConnection();
  const now = useServerNow(60_000);
  const [menu, setMenu] = useState<MenuTarget | null>(null);
  const list = useRef<VListHandle>(null);
  const Around = useSwipedRow();

  useEffect(() => {
    void useInbox.getState().load(filter);
  }, [filter]);

  // The open row stays while it is read, although it no longer passes the filter.
  const rows = useMemo(() => {
    const passing = ordered(inbox, filter);
    if (filter === "all" || filter === "groups" || openId === null || passing.some((c) => c.id === openId))
      return passing;
    return ordered(inbox, "all").filter((c) => c.id === openId || passing.includes(c));
  }, [inbox, filter, openId]);
  const failed = useMemo(() => new Set(outgoing.filter((i) => i.state === "failed").map((i) => i.lane)), [outgoing]);

  useEffect(() => {
    watch(rows.slice(0, 200).flatMap((c) => (c.peer === null ? [] : [c.peer.id])));
  }, [rows]);

  const more = () => {
    const handle = list.current;
    if (handle === null || handle.scrollOffset + handle.viewportSize < handle.scrollSize - 800) return;
    void useInbox.getState().more(filter);
  };

  const loading = page.phase === "loading" || page.phase === "idle";
  return (
    <section className={styles.list} aria-label={t("list.label")}>
      <ListHeader onSearch={onSearch} onNewGroup={onNewGroup} onNewDirect={onNewDirect} onSelf={onSelf} />
      <Filters value={filter} onChange={setFilter} />
      {openId === null && <ConnectionBar state={connection} />}
      {rows.length === 0 ? (
        <div className={styles.rest}>
          {loading ? (
            <div className={styles.ghosts}>
              <RowsSkeleton count={9} />
            </div>
          ) : (
            <Nothing
              filter={filter}
              failed={page.phase === "failed"}
              onNewGroup={onNewGroup}
              onNewDirect={onNewDirect}
            />
          )}
        </div>
      ) : (
        <VList
          ref={list}
          className={styles.rows}
          role="list"
          aria-label={t("list.label")}
          data={rows}
          onScroll={more}
          bufferSize={400}
        >
          {(c: Conversation) => (
            // biome-ignore lint/a11y/useSemanticElements: the virtual list puts a div around every row
            <div key={c.id} role="listitem">
              <Around conversation={c}>
                <ConversationRow
                  conversation={c}
                  me={me.account.id}
                  zone={me.settings.zone}
                  now={now}
                  open={c.id === openId}
                  failed={failed.has(c.id)}
                  onOpen={onOpen}
                  onMenu={(conversation, at, from) => setMenu({ conversation, at, from })}
                />
              </Around>
            </div>
          )}
        </VList>
      )}
      {menu !== null && <ConversationMenu target={menu} onClose={() => setMenu(null)} />}
    </section>
  );
}

interface NothingProps {
  filter: Filter;
  failed: boolean;
  onNewGroup(): void;
  onNewDirect(): void;
}

function Nothing({ filter, failed, onNewGroup, onNewDirect }: NothingProps) {
  const { t } = useTranslation("messages");
  if (failed) {
    return (
      <ErrorState
        title={t("list.failed")}
        action={<Button onClick={() => void useInbox.getState().load(filter)}>{t("chat.retry")}</Button>}
      />
    );
  }
  if (filter === "unread") return <EmptyState title={t("list.empty_unread")} />;
  if (filter === "mentioned") return <EmptyState title={t("list.empty_mentioned")} />;
  if (filter === "groups") {
    return (
      <EmptyState title={t("list.empty_filter")} actions={<Button onClick={onNewGroup}>{t("group.create")}</Button>} />
    );
  }
  return (
    <EmptyState
      title={t("list.empty")}
      text={t("list.empty_hint")}
      actions={
        <>
          <Button onClick={onNewGroup}>{t("group.create")}</Button>
          <Button kind="primary" onClick={onNewDirect}>
            {t("list.new_direct")}
          </Button>
        </>
      }
    />
  );
}
