import { useTranslation } from "react-i18next";
import { type PersonCard as Card, isProblem, useProblemWords } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { Avatar, Button, ErrorState, PresenceDot, Tag } from "../../../ui";
import { personQuery } from "../api/queries";
import { usePresence, useWatched } from "../state/presence";
import { usePresenceWords } from "../state/usePresenceWords";
import css from "./Card.module.css";
import { CardSkeleton } from "./CardSkeleton";
import { MessageButton } from "./MessageButton";
import { PersonFacts } from "./PersonFacts";

interface Props {
  id: string;
  onPerson: (id: string) => void;
  onDepartment: (id: string) => void;
  onConversation: (id: string) => void;
}

/** All that the company shows of one person. */
export function PersonCard({ id, onPerson, onDepartment, onConversation }: Props) {
  const { t } = useTranslation("directory");
  const words = useProblemWords();
  const card = useQuery(personQuery(id));
  useWatched("directory card", [id]);
  if (card.data !== undefined) {
    return (
      <article className={css.card} aria-label={t("card.label", { name: card.data.name })}>
        <CardHead card={card.data} />
        <MessageButton card={card.data} onConversation={onConversation} />
        <PersonFacts card={card.data} onPerson={onPerson} onDepartment={onDepartment} />
      </article>
    );
  }
  if (card.isPending) return <CardSkeleton />;
  const gone = isProblem(card.error, "not_found");
  return (
    <ErrorState
      title={gone ? t("card.gone") : t("card.failed")}
      {...(gone ? {} : { text: words(card.error) })}
      action={gone ? null : <Button onClick={() => void card.refetch()}>{t("retry")}</Button>}
    />
  );
}

function CardHead({ card }: { card: Card }) {
  const { t } = useTranslation("directory");
  const presence = usePresence(card);
  const words = usePresenceWords()(presence);
  return (
    <header className={css.head}>
      <Avatar person={card} size={72} />
      <h2 className={css.name}>
        {card.name}
        {card.status !== "active" && (
          <Tag tone={card.status === "frozen" ? "warn" : "plain"}>{t(`status.${card.status}`)}</Tag>
        )}
      </h2>
      <p className={css.sub}>{[card.post, card.department_name].filter(Boolean).join(" · ")}</p>
      {card.status !== "left" && (
        <p className={css.presence}>
          <PresenceDot state={presence.state} />
          {words}
        </p>
      )}
    </header>
  );
}
