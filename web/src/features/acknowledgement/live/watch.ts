import type { TFunction } from "i18next";
import { type SocketEvents, socket } from "../../../platform/socket";
import { toast } from "../../../ui";
import { listMine } from "../api/read";
import type { AcknowledgementPage } from "../api/types";
import { nothingWaits, useWaiting } from "../state/waiting";

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
  let asked = 0;
  const look = () => {
    asked += 1;
    const mine = asked;
    void listMine("waiting", null).then(
      (page) => mine === asked && count(page), // an answer that was overtaken is from before
      () => undefined, // the next change asks again, and so does the line when it is back
    );
  };
  const offs = [
    socket.on("acknowledgements.changed", (data) => {
      const { what, regulation_id: id } = data as SocketEvents["acknowledgements.changed"];
      look();
      if (what !== "asked" && what !== "reminder" && what !== "overdue") return;
      // A head hears that somebody is late, and whoever is late hears of themselves.
      const { t, open } = voice();
      const reading = window.location.pathname === `/regulations/${id}`;
      if (!reading) toast("plain", t(`told.${what}`), undefined, { label: t("told.look"), run: open });
    }),
    socket.onHello(look),
  ];
  look();
  return () => {
    for (const off of offs) off();
    asked += 1;
    useWaiting.setState(nothingWaits);
  };
}
