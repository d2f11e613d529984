import { BadgeCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../platform/api";
import { useSocketEvent } from "../../platform/socket";
import { Button, toast } from "../../ui";
import { ResultDialog } from "../messages/act";
import { acting } from "../messages/api/acting";
import type { Kept } from "../messages/model/acting";
import { confirm } from "../messages/state/acts";
import { KeptList } from "./lists/KeptList";
import { KeptRow } from "./lists/KeptRow";
import { useKept } from "./lists/useKept";

/** Messages that ask this person to confirm, or for a result, and were not answered yet. */
export function WaitingPart() {
  const { t } = useTranslation("collected");
  const words = useProblemWords();
  const me = useMe().account.id;
  const pages = useKept<Kept>(["waiting"], acting.listWaiting);
  const [reporting, setReporting] = useState<Kept | null>(null);
  useSocketEvent("message.created", ({ message: m }) => {
    if (m.receipt !== null && m.sender_id !== me) pages.again();
  });
  const place = (item: Kept) => ({ conversation_id: item.conversation.id, seq: item.seq });
  const sure = async (item: Kept) => {
    if (item.message?.receipt?.mode === "result") return setReporting(item);
    pages.without(item);
    try {
      await confirm(place(item), null);
      toast("ok", t("waiting.done"));
    } catch (error) {
      toast("error", words(error));
    }
    pages.again();
  };
  return (
    <>
      <KeptList
        label={t("part.waiting")}
        pages={pages}
        empty={{ title: t("waiting.empty"), text: t("waiting.empty_text") }}
      >
        {(item) => (
          <KeptRow
            item={item}
            acts={
              <Button kind="quiet" icon={<BadgeCheck size={16} aria-hidden />} onClick={() => void sure(item)}>
                {t(item.message?.receipt?.mode === "result" ? "waiting.report" : "waiting.confirm")}
              </Button>
            }
          />
        )}
      </KeptList>
      {reporting !== null && (
        <ResultDialog message={place(reporting)} onDone={pages.again} onClose={() => setReporting(null)} />
      )}
    </>
  );
}
