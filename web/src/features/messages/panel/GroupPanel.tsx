import { LogOut, Pencil, UserMinus, UserPlus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { useInfiniteQuery, useQueryClient } from "../../../platform/queries";
import { Button, IconButton, toast } from "../../../ui";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { messaging } from "../api/messaging";
import { AddMembersDialog, RenameDialog } from "../dialogs";
import type { Conversation, Member } from "../model/types";
import { PersonRow } from "../people/PersonRow";
import { RowsSkeleton } from "../people/RowsSkeleton";
import { ConversationAvatar } from "../words/ConversationAvatar";
import { Preferences } from "./Preferences";
import styles from "./panel.module.css";

interface Props {
  conversation: Conversation;
  onLeft(): void;
}

export function GroupPanel({ conversation: c, onLeft }: Props) {
  const { t } = useTranslation("messages");
  const [dialog, setDialog] = useState<"add" | "rename" | "leave" | null>(null);
  const may = (ability: string) => c.abilities.includes(ability);

  const leave = async () => {
    try {
      await messaging.leaveGroup(c.id);
      onLeft();
    } catch {
      toast("error", t("error.action"));
    }
  };

  return (
    <>
      <div className={styles.head}>
        <ConversationAvatar conversation={c} size={52} />
        <h2 className={styles.name}>
          <span>{c.name}</span>
          {may("group.rename") && (
            <IconButton label={t("group.rename")} onClick={() => setDialog("rename")}>
              <Pencil size={16} aria-hidden />
            </IconButton>
          )}
        </h2>
        <p className={styles.sub}>{t("chat.members", { n: c.member_count })}</p>
      </div>
      <Preferences conversation={c} />
      <Members conversation={c} onAdd={may("group.add_members") ? () => setDialog("add") : null} />
      {may("group.leave") && (
        <div className={styles.foot}>
          <Button
            kind="quiet"
            className={styles.leave}
            icon={<LogOut size={16} aria-hidden />}
            onClick={() => setDialog("leave")}
          >
            {t("group.leave")}
          </Button>
        </div>
      )}
      {dialog === "add" && <AddMembersDialog conversation={c} onClose={() => setDialog(null)} />}
      {dialog === "leave" && (
        <ConfirmDialog
          title={t("group.leave_title", { name: c.name })}
          text={t("group.leave_confirm")}
          action={t("group.leave")}
          onConfirm={leave}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === "rename" && <RenameDialog conversation={c} onClose={() => setDialog(null)} />}
    </>
  );
}

function Members({ conversation: c, onAdd }: { conversation: Conversation; onAdd: (() => void) | null }) {
  const { t } = useTranslation("messages");
  const [typed, setTyped] = useState("");
  const query = typed.trim();
  const client = useQueryClient();
  const key = ["messages", "members", c.id];
  const members = useInfiniteQuery({
    queryKey: [...key, "panel", query],
    queryFn: ({ pageParam, signal }) => messaging.listMembers(c.id, { q: query, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count and the epoch tell of a change
  useEffect(() => {
    void client.invalidateQueries({ queryKey: key });
  }, [c.epoch, c.member_count]);
  const items = members.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={styles.section} aria-label={t("group.members")}>
      <div className={styles.sectionHead}>
        <h3>{t("group.members")}</h3>
        {onAdd !== null && (
          <Button kind="quiet" icon={<UserPlus size={16} aria-hidden />} onClick={onAdd}>
            {t("group.add")}
          </Button>
        )}
      </div>
      <input
        className={styles.search}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={t("group.members_search")}
        aria-label={t("group.members_search")}
      />
      {members.isPending && <RowsSkeleton count={6} />}
      {members.isError && <p className={styles.note}>{t("readers.failed")}</p>}
      {members.isSuccess && items.length === 0 && <p className={styles.note}>{t("group.members_none")}</p>}
      <ul className={styles.members}>
        {items.map((member) => (
          <MemberRow key={member.person.id} member={member} conversation={c} />
        ))}
      </ul>
      {members.hasNextPage && (
        <Button kind="quiet" busy={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
          {t("group.members_all")}
        </Button>
      )}
    </section>
  );
}

function MemberRow({ member, conversation: c }: { member: Member; conversation: Conversation }) {
  const { t } = useTranslation("messages");
  const me = useMe();
  const client = useQueryClient();
  const { person, role } = member;
  const removable = c.abilities.includes("group.remove_members") && role !== "owner" && person.id !== me.account.id;
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    try {
      await messaging.removeMember(c.id, person.id);
      await client.invalidateQueries({ queryKey: ["messages", "members", c.id] });
    } catch {
      toast("error", t("error.action"));
    }
  };
  return (
    <li className={styles.member}>
      <PersonRow
        person={person}
        end={
          <>
            {role !== "member" && <span className={styles.role}>{t(`group.role_${role}`)}</span>}
            {removable && (
              <IconButton
                label={`${t("group.remove")} ${person.name}`}
                className={styles.remove}
                onClick={() => setAsking(true)}
              >
                <UserMinus size={16} aria-hidden />
              </IconButton>
            )}
          </>
        }
      />
      {asking && (
        <ConfirmDialog
          title={t("group.remove_title", { name: person.name })}
          text={t("group.remove_confirm", { name: person.name })}
          action={t("group.remove")}
          onConfirm={remove}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
