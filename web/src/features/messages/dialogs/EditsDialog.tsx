import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Button, Dialog } from "../../../ui";
import { messaging } from "../api/messaging";
import { RichText } from "../chat/content/RichText";
import type { Message } from "../model/types";
import { RowsSkeleton } from "../people/RowsSkeleton";
import { useServerNow } from "../state/now";
import { momentWords } from "../words/words";
import styles from "./dialogs.module.css";

interface Props {
  message: Message;
  onClose(): void;
}

/** Every version of an edited message, the newest first. */
export function EditsDialog({ message, onClose }: Props) {
  const { t } = useTranslation("messages");
  const me = useMe();
  const now = useServerNow(60_000);
  const { conversation_id: id, seq, edit_count } = message;
  const edits = useQuery({
    queryKey: ["messages", "edits", id, seq, edit_count],
    queryFn: () => messaging.listEdits(id, seq),
  });
  const items = [...(edits.data?.items ?? [])].sort((a, b) => b.version - a.version);
  return (
    <Dialog open onClose={onClose} title={t("edits.title")}>
      {edits.isPending && <RowsSkeleton count={2} />}
      {edits.isError && (
        <p className={styles.note}>
          {t("chat.load_failed")} <Button onClick={() => void edits.refetch()}>{t("chat.retry")}</Button>
        </p>
      )}
      <ol className={styles.versions}>
        {items.map((item, at) => (
          <li key={item.version}>
            <div className={styles.versionHead}>
              <strong>{versionName(at, items.length, item.version)}</strong>
              <time>{momentWords(me.settings.zone, item.at, now, t)}</time>
            </div>
            <div className={styles.versionText}>
              <RichText content={item.content} me={me.account.id} />
            </div>
          </li>
        ))}
      </ol>
    </Dialog>
  );

  function versionName(at: number, count: number, version: number): string {
    if (at === 0) return t("edits.current");
    return at === count - 1 ? t("edits.original") : t("edits.version", { n: version });
  }
}
