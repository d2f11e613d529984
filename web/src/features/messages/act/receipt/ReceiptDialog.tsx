import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, useMe, useProblemWords } from "../../../../platform/api";
import { useInfiniteQuery, useQueryClient } from "../../../../platform/queries";
import { useSocketEvent } from "../../../../platform/socket";
import { momentOf } from "../../../../platform/when";
import { Button, Dialog, Tag, toast } from "../../../../ui";
import { acting, type ReceiptSide } from "../../api/acting";
import { Choice } from "../../dialogs/Choice";
import dialogs from "../../dialogs/dialogs.module.css";
import { mineOf } from "../../model/message";
import type { Message } from "../../model/types";
import { PersonRow } from "../../people/PersonRow";
import { RowsSkeleton } from "../../people/RowsSkeleton";
import styles from "./ReceiptDialog.module.css";

interface Props {
  message: Message;
  onClose(): void;
}

/** Who has confirmed a message, when and with which result, and who has not; reminds those. */
export function ReceiptDialog({ message, onClose }: Props) {
  const { t } = useTranslation(["chat-act", "messages"]);
  const client = useQueryClient();
  const words = useProblemWords();
  const me = useMe();
  const { conversation_id: id, seq, receipt } = message;
  const [side, setSide] = useState<ReceiptSide>((receipt?.confirmed ?? 0) > 0 ? "confirmed" : "waiting");
  const [busy, setBusy] = useState(false);
  const key = ["messages", "receipt", id, seq];
  const list = useInfiniteQuery({
    queryKey: [...key, side],
    queryFn: ({ pageParam }) => acting.listReceipt(id, seq, { state: side, cursor: pageParam, limit: 100 }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    gcTime: 0,
    staleTime: 0,
  });
  useSocketEvent("receipt.changed", (e) => {
    if (e.conversation_id === id && e.seq === seq) void client.invalidateQueries({ queryKey: key });
  });
  const first = list.data?.pages[0];
  const confirmed = first?.confirmed ?? receipt?.confirmed ?? 0;
  const waiting = (first?.total ?? receipt?.total ?? 0) - confirmed;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];

  const remind = async () => {
    setBusy(true);
    try {
      const { reminded } = await acting.remind(id, seq);
      toast("ok", t("receipt.reminded", { n: reminded }));
    } catch (error) {
      const recently = isProblem(error, "message.reminded_recently");
      const minutes = recently ? Math.ceil(Number(error.params.retry_after_s ?? 300) / 60) : 0;
      toast("error", recently ? t("receipt.reminded_recently", { n: minutes }) : words(error));
    }
    setBusy(false);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("receipt.title")}
      footer={
        mineOf(message, me.account.id) && waiting > 0 ? (
          <Button kind="primary" busy={busy} onClick={() => void remind()}>
            {t("receipt.remind")}
          </Button>
        ) : null
      }
    >
      <Choice<ReceiptSide>
        label={t("receipt.title")}
        value={side}
        onChange={setSide}
        items={[
          { value: "confirmed", label: t("receipt.confirmed", { n: confirmed }) },
          { value: "waiting", label: t("receipt.waiting", { n: Math.max(0, waiting) }) },
        ]}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list of names alone is scrolled by keys as well */}
      <div className={dialogs.people} role="group" aria-label={t("receipt.title")} tabIndex={0}>
        {list.isPending && <RowsSkeleton count={4} />}
        {list.isError && (
          <p className={dialogs.note}>
            {t("messages:readers.failed")}{" "}
            <Button onClick={() => void list.refetch()}>{t("messages:chat.retry")}</Button>
          </p>
        )}
        {list.isSuccess && items.length === 0 && (
          <p className={dialogs.note}>{t(side === "confirmed" ? "receipt.nobody" : "receipt.everybody")}</p>
        )}
        <ul className={dialogs.plain}>
          {items.map(({ person, at, result, member }) => (
            <li key={person.id}>
              <PersonRow
                person={person}
                end={
                  <>
                    {!member && <Tag>{t("receipt.left")}</Tag>}
                    {at !== null && <time className={styles.at}>{momentOf(me.settings.zone, at)}</time>}
                  </>
                }
              />
              {result !== null && result !== "" && <p className={styles.result}>{result}</p>}
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
            {t("messages:group.members_all")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
