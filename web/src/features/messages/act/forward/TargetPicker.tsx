import { Check, Search } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "../../../../platform/queries";
import { messaging } from "../../api/messaging";
import { foundIn, ofConversation, ofPerson, type Target } from "../../model/forwarding";
import { ordered } from "../../model/inbox";
import people from "../../people/people.module.css";
import { useInbox } from "../../state/inboxStore";
import { ConversationAvatar } from "../../words/ConversationAvatar";
import { PersonAvatar } from "../../words/PersonAvatar";
import { titleOf } from "../../words/words";

const RECENT = 40;
const FOUND = 12;

interface Props {
  chosen: Target[];
  onToggle(target: Target): void;
}

/** Conversations and people by one search; arrow keys and Enter choose. */
export function TargetPicker({ chosen, onToggle }: Props) {
  const { t } = useTranslation(["messages", "chat-act"]);
  const inbox = useInbox((s) => s.inbox);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const query = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ["messages", "people", query],
    queryFn: ({ signal }) => messaging.searchPeople(query, signal),
    enabled: query !== "",
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  const known = useMemo(() => ordered(inbox, "all"), [inbox]);
  const here = foundIn(known, query, t("conversation.self")).slice(0, query === "" ? RECENT : FOUND);
  const there = query === "" ? [] : (found.data?.items ?? []).filter((p) => p.status === "active");
  const targets = [...here.map(ofConversation), ...there.map(ofPerson)];
  // A person with whom one talks already is offered once, as the conversation.
  const items = targets.filter((x, i) => targets.findIndex((y) => y.key === x.key) === i);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    const item = items[at];
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, items.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && item !== undefined) onToggle(item);
    else return;
    event.preventDefault();
  };
  return (
    <div className={people.picker}>
      <div className={people.searchBox}>
        <Search size={16} aria-hidden />
        <input
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          placeholder={t("chat-act:forward.search")}
          aria-label={t("chat-act:forward.search")}
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls="forward-targets"
          aria-activedescendant={items[at] === undefined ? undefined : `target-${items[at].key}`}
          // biome-ignore lint/a11y/noAutofocus: the dialog is opened to search
          autoFocus
        />
      </div>
      <div
        id="forward-targets"
        className={people.results}
        role="listbox"
        aria-multiselectable
        aria-label={t("chat-act:forward.targets")}
      >
        {items.map((target, index) => (
          <Option
            key={target.key}
            target={target}
            at={index === at}
            on={chosen.some((c) => c.key === target.key)}
            onLook={() => setAt(index)}
            onToggle={() => onToggle(target)}
          />
        ))}
      </div>
      {items.length === 0 && !(query !== "" && found.isPending) && (
        <p className={people.note}>{found.isError ? t("people.search_failed") : t("people.none", { query })}</p>
      )}
    </div>
  );
}

interface OptionProps {
  target: Target;
  at: boolean;
  on: boolean;
  onLook(): void;
  onToggle(): void;
}

function Option({ target, at, on, onLook, onToggle }: OptionProps) {
  const { t } = useTranslation("messages");
  const { conversation: c, person } = target;
  const about = person === null ? "" : [person.department_name, person.post].filter(Boolean).join(" · ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the search box
    <div
      id={`target-${target.key}`}
      role="option"
      aria-selected={on}
      tabIndex={-1}
      data-at={at || undefined}
      className={people.option}
      onMouseMove={onLook}
      onClick={onToggle}
    >
      <div className={people.person}>
        {c !== null ? (
          <ConversationAvatar conversation={c} size={36} />
        ) : (
          person !== null && <PersonAvatar person={person} size={36} presence />
        )}
        <div className={people.who}>
          <div className={people.name}>{c === null ? person?.name : titleOf(c, t)}</div>
          <div className={people.about}>{c?.kind === "group" ? t("chat.members", { n: c.member_count }) : about}</div>
        </div>
        {on && <Check size={18} className={people.tick} aria-hidden />}
      </div>
    </div>
  );
}
