import { CalendarSearch } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../../platform/api";
import { dayOf } from "../../../../platform/when";
import { Calendar, IconButton, Popover } from "../../../../ui";
import { serverClock } from "../../state/now";

/** A calendar that leads to the messages of a day. */
export function DateJump({ onDay }: { onDay(day: string): void }) {
  const { t } = useTranslation("chat-show");
  const { zone } = useMe().settings;
  return (
    <Popover
      label={t("history.calendar")}
      align="end"
      trigger={
        <IconButton label={t("history.calendar")}>
          <CalendarSearch size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
    >
      {(close) => (
        <Calendar
          label={t("history.calendar")}
          today={dayOf(zone, serverClock.now())}
          onChoose={(day) => {
            close();
            onDay(day);
          }}
        />
      )}
    </Popover>
  );
}
