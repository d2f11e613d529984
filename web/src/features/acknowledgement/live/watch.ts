import type { TFunction } from "i18next";
import { queryClient } from "../../../platform/queries";
import { type SocketEvents, socket } from "../../../platform/socket";
import { toast } from "../../../ui";
import { acknowledgementsChanged, key, listMine } from "../api/read";
import type { AcknowledgementPage } from "../api/types";
import { nothingWaits, useWaiting } from "../state/waiting";

declare module "../../../platform/socket/frames" {
  interface SocketEvents {
    "acknowledgements.changed": {
      what: "asked" | "reminder" | "overdue" | "ended" | "done";
      regulation_id: string;
      version: number;
    };
  }
}

export interface Voice {
  t: TFunction<"acknowledgement">;
  open(): void;
}

/** Takes the counts of a page over into the signs. */
function count(page: AcknowledgementPage): void {
  useWaiting.setState({
    waiting: page.waiting,
    late: page.people_late,
    oversees: page.abilities.includes("acknowledgement.state"),
  });
}

/** Keeps the signs of what waits, and tells of it as it comes; returns how to stop. */
export function watchAcknowledgements(voice: () => Voice): () => void {
  const look = () => void listMine("waiting", null).then(count, () => undefined); // the next change asks again
  const offs = [
    socket.on("acknowledgements.changed", (data) => {
      const { what, regulation_id: id } = data as SocketEvents["acknowledgements.changed"];
      look();
      void acknowledgementsChanged();
      if (what !== "asked" && what !== "reminder" && what !== "overdue") return;
      // A head hears that somebody is late, and whoever is late hears of themselves.
      const { t, open } = voice();
      const reading = window.location.pathname === `/regulations/${id}`;
      if (!reading) toast("plain", t(`told.${what}`), undefined, { label: t("told.look"), run: open });
    }),
    socket.onHello((reset) => {
      if (!reset) return;
      look();
      void queryClient.invalidateQueries({ queryKey: key });
    }),
  ];
  look();
  return () => {
    for (const off of offs) off();
    useWaiting.setState(nothingWaits);
  };
}
