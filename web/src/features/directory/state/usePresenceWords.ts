import { useTranslation } from "react-i18next";
import { type Presence, useMe } from "../../../platform/api";
import { clockOf, dayOf, shortMoment } from "../../../platform/when";

/** How somebody is, in words: the state, their note, and until when. */
export function usePresenceWords(): (presence: Presence) => string {
  const { t } = useTranslation("directory");
  const { zone } = useMe().settings;
  return (presence) => {
    const words: string[] = [t(`presence.${presence.state}`)];
    if (presence.note) words.push(presence.note);
    if (presence.until_at) {
      const now = Date.now() * 1000;
      const today = dayOf(zone, now) === dayOf(zone, presence.until_at);
      words.push(
        t("presence.until", {
          time: today ? clockOf(zone, presence.until_at) : shortMoment(zone, presence.until_at, now),
        }),
      );
    }
    return words.join(" · ");
  };
}
