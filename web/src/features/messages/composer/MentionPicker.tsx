import { Users } from "lucide-react";
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { messaging } from "../api/messaging";
import type { Pick } from "../model/text";
import type { Person } from "../model/types";
import { PersonAvatar } from "../words/PersonAvatar";
import styles from "./MentionPicker.module.css";

export interface MentionPickerHandle {
  /** True when the key was the picker's. */
  onKey(key: string): boolean;
}

interface Props {
  ref?: Ref<MentionPickerHandle>;
  conversationId: string;
  query: string;
  everyone: boolean;
  onChoose(pick: Pick): void;
  onClose(): void;
}

/**
 * Members by a part of their name or number; what is typed in Latin letters is pinyin, which the
 * directory understands, and is then narrowed to those who are here.
 */
async function findMembers(conversationId: string, query: string, signal: AbortSignal): Promise<Person[]> {
  const named = await messaging.listMembers(conversationId, { q: query, limit: 20 }, signal);
  if (named.items.length > 0 || !/^[a-z]+$/i.test(query)) return named.items.map((m) => m.person);
  const [people, here] = await Promise.all([
    messaging.searchPeople(query, signal),
    messaging.listMembers(conversationId, { limit: 200 }, signal),
  ]);
  const ids = new Set(here.items.map((m) => m.person.id));
  return people.items.filter((p) => ids.has(p.id));
}

type Option = { key: string; pick: Pick; person: Person | null };

/** Members by name or pinyin above the box; the caret stays in the box all the time. */
export function MentionPicker({ ref, conversationId, query, everyone, onChoose, onClose }: Props) {
  const { t } = useTranslation("messages");
  const me = useMe();
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useQuery({
    queryKey: ["messages", "members", conversationId, "mention", query],
    queryFn: ({ signal }) => findMembers(conversationId, query, signal),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });

  const options: Option[] = [];
  const all = t("everyone");
  if (everyone && (query === "" || all.startsWith(query) || "all".startsWith(query.toLowerCase()))) {
    options.push({ key: "all", pick: { account_id: null, name: all }, person: null });
  }
  for (const person of found.data ?? []) {
    if (person.id === me.account.id) continue;
    options.push({ key: person.id, pick: { account_id: person.id, name: person.name }, person });
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: another query begins at its best hit
  useEffect(() => setAt(0), [query]);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const nothing = found.isSuccess && !found.isPlaceholderData && options.length === 0;
  useEffect(() => {
    // What is typed goes on as ordinary text when nobody is meant.
    if (nothing) onClose();
  }, [nothing, onClose]);

  useImperativeHandle(ref, () => ({
    onKey(key) {
      if (options.length === 0) return false;
      if (key === "ArrowDown") setAt((at + 1) % options.length);
      else if (key === "ArrowUp") setAt((at - 1 + options.length) % options.length);
      else if (key === "Enter" || key === "Tab") onChoose((options[at] ?? (options[0] as Option)).pick);
      else return false;
      return true;
    },
  }));

  if (options.length === 0) return null;
  return (
    <div ref={list} id="mention-list" className={styles.list} role="listbox" aria-label={t("composer.at")}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the box, where the caret is
        <div
          key={option.key}
          role="option"
          aria-selected={index === at}
          tabIndex={-1}
          className={styles.option}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => setAt(index)}
          onClick={() => onChoose(option.pick)}
        >
          {option.person === null ? (
            <span className={styles.all}>
              <Users size={16} aria-hidden />
            </span>
          ) : (
            <PersonAvatar person={option.person} size={28} />
          )}
          <span className={styles.name}>{option.pick.name}</span>
          <span className={styles.about}>
            {option.person === null ? t("everyone_hint") : `${option.person.department_name} ${option.person.post}`}
          </span>
        </div>
      ))}
    </div>
  );
}
