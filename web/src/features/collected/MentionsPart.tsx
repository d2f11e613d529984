import { useTranslation } from "react-i18next";
import { useMe } from "../../platform/api";
import { useSocketEvent } from "../../platform/socket";
import { acting } from "../messages/api/acting";
import type { Kept } from "../messages/model/acting";
import { mentions } from "../messages/model/text";
import { KeptList } from "./lists/KeptList";
import { KeptRow } from "./lists/KeptRow";
import { useKept } from "./lists/useKept";

/** Where this person was named, and where all were. */
export function MentionsPart() {
  const { t } = useTranslation("collected");
  const me = useMe().account.id;
  const pages = useKept<Kept>(["mentions"], acting.listMentions);
  useSocketEvent("message.created", ({ message: m }) => {
    if (m.sender_id !== me && mentions(m.content, me)) pages.again();
  });
  return (
    <KeptList
      label={t("part.mentions")}
      pages={pages}
      empty={{ title: t("mentions.empty"), text: t("mentions.empty_text") }}
    >
      {(item) => <KeptRow item={item} />}
    </KeptList>
  );
}
