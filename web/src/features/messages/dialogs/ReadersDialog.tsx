import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useInfiniteQuery } from "../../../platform/queries";
import { Button, Dialog } from "../../../ui";
import { messaging } from "../api/messaging";
import type { Message } from "../model/types";
import { PersonRow } from "../people/PersonRow";
import { RowsSkeleton } from "../people/RowsSkeleton";
import { Choice } from "./Choice";
import styles from "./dialogs.module.css";

interface Props {
  message: Message;
  onClose(): void;
}

type State = "read" | "unread";

/** Who has read a message and who has not. */
export function ReadersDialog({ message, onClose }: Props) {
  const { t } = useTranslation("messages");
  const [state, setState] = useState<State>((message.read_count ?? 0) > 0 ? "read" : "unread");
  const { conversation_id: id, seq } = message;
  const list = useInfiniteQuery({
    queryKey: ["messages", "readers", id, seq, state],
    queryFn: ({ pageParam }) => messaging.listReaders(id, seq, { state, cursor: pageParam, limit: 100 }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    gcTime: 0,
  });
  const first = list.data?.pages[0];
  const read = first?.read_count ?? message.read_count ?? 0;
  const unread = first?.unread_count ?? Math.max(0, (message.reader_total ?? 0) - read);
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Dialog open onClose={onClose} title={t("readers.title")}>
      <Choice
        label={t("readers.title")}
        value={state}
        onChange={(value) => setState(value)}
        items={[
          { value: "read", label: t("readers.read", { n: read }) },
          { value: "unread", label: t("readers.unread", { n: unread }) },
        ]}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list of names alone is scrolled by keys as well */}
      <div className={styles.people} role="group" aria-label={t("readers.title")} tabIndex={0}>
        {list.isPending && <RowsSkeleton count={4} />}
        {list.isError && (
          <p className={styles.note}>
            {t("readers.failed")} <Button onClick={() => void list.refetch()}>{t("chat.retry")}</Button>
          </p>
        )}
        {list.isSuccess && people.length === 0 && (
          <p className={styles.note}>{t(state === "read" ? "readers.none_read" : "readers.none_unread")}</p>
        )}
        <ul className={styles.plain}>
          {people.map((person) => (
            <li key={person.id}>
              <PersonRow person={person} />
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
            {t("group.members_all")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
