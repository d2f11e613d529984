import { StarOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../platform/api";
import { Button, toast } from "../../ui";
import { acting } from "../messages/api/acting";
import type { Kept } from "../messages/model/acting";
import { star } from "../messages/state/acts";
import { KeptList } from "./lists/KeptList";
import { KeptRow } from "./lists/KeptRow";
import { useKept } from "./lists/useKept";

/** What this person has starred, the newest star first. */
export function StarsPart() {
  const { t } = useTranslation("collected");
  const words = useProblemWords();
  const pages = useKept<Kept>(["stars"], acting.listStars);
  const off = async (item: Kept) => {
    const place = { conversation_id: item.conversation.id, seq: item.seq };
    pages.without(item);
    try {
      await star(place, false);
      toast("ok", t("stars.off"), undefined, {
        label: t("undo"),
        run: () => void star(place, true).then(pages.again, (error: unknown) => toast("error", words(error))),
      });
    } catch (error) {
      toast("error", words(error));
    }
    pages.again();
  };
  return (
    <KeptList label={t("part.stars")} pages={pages} empty={{ title: t("stars.empty"), text: t("stars.empty_text") }}>
      {(item) => (
        <KeptRow
          item={item}
          acts={
            <Button kind="quiet" icon={<StarOff size={16} aria-hidden />} onClick={() => void off(item)}>
              {t("stars.take_off")}
            </Button>
          }
        />
      )}
    </KeptList>
  );
}
