import { useTranslation } from "react-i18next";
import { useQuery } from "../../../platform/queries";
import { messaging } from "../api/messaging";
import type { Conversation } from "../model/types";
import { PersonAvatar } from "../words/PersonAvatar";
import { Preferences } from "./Preferences";
import styles from "./panel.module.css";

/** The other side of a direct conversation. */
export function PersonPanel({ conversation: c }: { conversation: Conversation }) {
  const { t } = useTranslation("messages");
  const id = c.peer?.id ?? "";
  const card = useQuery({
    queryKey: ["messages", "person", id],
    queryFn: () => messaging.getPerson(id),
    enabled: id !== "",
    staleTime: 60_000,
  });
  if (c.peer === null) return null;
  const person = card.data;
  const facts: [string, string | null | undefined][] = [
    [t("panel.number"), c.peer.number],
    [t("panel.department"), person?.department_path?.map((d) => d.name).join(" / ") ?? c.peer.department_name],
    [t("panel.post"), c.peer.post],
    [t("panel.superior"), person?.superior?.name],
    [t("panel.mobile"), person?.mobile],
    [t("panel.email"), person?.email],
  ];
  return (
    <>
      <div className={styles.head}>
        <PersonAvatar person={c.peer} size={64} presence />
        <h2 className={styles.name}>{c.peer.name}</h2>
        <p className={styles.sub}>{[c.peer.department_name, c.peer.post].filter(Boolean).join(" · ")}</p>
      </div>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== null && value !== undefined && value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Preferences conversation={c} />
    </>
  );
}
