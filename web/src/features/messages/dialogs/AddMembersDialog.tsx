import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { useInfiniteQuery, useQueryClient } from "../../../platform/queries";
import { Button, Dialog, toast } from "../../../ui";
import { messaging } from "../api/messaging";
import type { Conversation, Person } from "../model/types";
import { PeoplePicker } from "../people/PeoplePicker";
import { toggled, useSuggested } from "../people/suggested";
import { useInbox } from "../state/inboxStore";
import { Choice } from "./Choice";
import styles from "./dialogs.module.css";

interface Props {
  conversation: Conversation;
  onClose(): void;
}

export function AddMembersDialog({ conversation: c, onClose }: Props) {
  const { t } = useTranslation("messages");
  const words = useProblemWords();
  const client = useQueryClient();
  const suggested = useSuggested();
  const [chosen, setChosen] = useState<Person[]>([]);
  const [history, setHistory] = useState<"none" | "all">("none");
  const [busy, setBusy] = useState(false);
  const members = useInfiniteQuery({
    queryKey: ["messages", "members", c.id, "ids"],
    queryFn: ({ pageParam }) => messaging.listMembers(c.id, { cursor: pageParam, limit: 200 }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const inside = useMemo(
    () => new Set(members.data?.pages.flatMap((page) => page.items.map((m) => m.person.id)) ?? []),
    [members.data],
  );

  const add = async () => {
    setBusy(true);
    try {
      await messaging.addMembers(
        c.id,
        chosen.map((p) => p.id),
        history,
      );
      toast("ok", t("group.added", { n: chosen.length }));
      void useInbox.getState().refresh(c.id);
      void client.invalidateQueries({ queryKey: ["messages", "members", c.id] });
      onClose();
    } catch (error) {
      toast("error", words(error));
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("group.add")}
      width={520}
      footer={
        <>
          <Button onClick={onClose}>{t("composer.cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={chosen.length === 0} onClick={() => void add()}>
            {chosen.length === 0 ? t("group.add") : t("group.add_confirm", { n: chosen.length })}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <PeoplePicker
          chosen={chosen}
          without={inside}
          suggested={suggested}
          onToggle={(person) => setChosen((before) => toggled(before, person))}
        />
        <div>
          <div className={styles.label}>{t("group.history")}</div>
          <Choice<"none" | "all">
            label={t("group.history")}
            value={history}
            onChange={setHistory}
            items={[
              { value: "none", label: t("group.history_none") },
              { value: "all", label: t("group.history_all") },
            ]}
          />
        </div>
      </div>
    </Dialog>
  );
}
