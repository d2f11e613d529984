import { ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Address, ChangeAddress } from "../../../platform/address";
import { useMe } from "../../../platform/api";
import { Popover } from "../../../ui";
import { PeoplePicker } from "../people/PeoplePicker";
import { useSuggested } from "../people/suggested";
import { conversationOf, useInbox } from "../state/inboxStore";
import { usePerson } from "../state/people";
import { titleOf } from "../words/words";
import css from "./Conditions.module.css";
import { ConversationChoice } from "./ConversationChoice";
import { kinds, spanOf, spans } from "./query";

interface Props {
  address: Address;
  change: ChangeAddress;
}

/** What narrows the search: kind, sender, conversation, time. */
export function Conditions({ address, change }: Props) {
  const { t } = useTranslation("search");
  const span = spanOf(address);
  return (
    <div className={css.row}>
      <div className={css.kinds} role="radiogroup" aria-label={t("kind")}>
        {kinds.map((kind) => (
          <label key={kind} className={css.pill}>
            <input
              type="radio"
              name="kind"
              checked={(address.kind ?? "all") === kind}
              onChange={() => change({ kind: kind === "all" ? null : kind })}
            />
            {t(`kind.${kind}`)}
          </label>
        ))}
      </div>
      <div className={css.others}>
        <Sender address={address} change={change} />
        <Where address={address} change={change} />
        <select
          className={css.select}
          aria-label={t("span")}
          value={span}
          onChange={(event) => change({ span: event.target.value === "any" ? null : event.target.value })}
        >
          {spans.map((id) => (
            <option key={id} value={id}>
              {t(`span.${id}`)}
            </option>
          ))}
        </select>
        {span === "custom" &&
          (["from", "to"] as const).map((end) => (
            <input
              key={end}
              type="date"
              className={css.select}
              aria-label={t(end)}
              value={address[end] ?? ""}
              onChange={(event) => change({ [end]: event.target.value || null })}
            />
          ))}
      </div>
    </div>
  );
}

function Sender({ address, change }: Props) {
  const { t } = useTranslation("search");
  const me = useMe();
  const person = usePerson(address.by ?? null, "");
  const suggested = useSuggested();
  const words = address.by ? t("sender.chosen", { name: person.name }) : t("sender.any");
  return (
    <Choice label={t("sender")} words={words} chosen={Boolean(address.by)} onClear={() => change({ by: null })}>
      {(close) => (
        <div className={css.picker}>
          <PeoplePicker
            chosen={null}
            without={new Set()}
            suggested={[me.account, ...suggested]}
            onToggle={(found) => {
              change({ by: found.id });
              close();
            }}
          />
        </div>
      )}
    </Choice>
  );
}

function Where({ address, change }: Props) {
  const { t } = useTranslation(["search", "messages"]);
  useInbox((s) => (address.in ? s.inbox.byId.get(address.in) : undefined));
  const c = address.in ? conversationOf(address.in) : undefined;
  const name = c === undefined ? t("unknown") : titleOf(c, t as never);
  const words = address.in ? t("conversation.chosen", { name }) : t("conversation.any");
  return (
    <Choice label={t("conversation")} words={words} chosen={Boolean(address.in)} onClear={() => change({ in: null })}>
      {(close) => (
        <ConversationChoice
          onChoose={(id) => {
            change({ in: id });
            close();
          }}
        />
      )}
    </Choice>
  );
}

interface ChoiceProps {
  label: string;
  words: string;
  chosen: boolean;
  onClear(): void;
  children: (close: () => void) => ReactNode;
}

function Choice({ label, words, chosen, onClear, children }: ChoiceProps) {
  const { t } = useTranslation("search");
  return (
    <span className={css.choice} data-chosen={chosen || undefined}>
      <Popover
        label={label}
        trigger={
          <button type="button" className={css.open}>
            <span>{words}</span>
            {!chosen && <ChevronDown size={14} aria-hidden />}
          </button>
        }
      >
        {children}
      </Popover>
      {chosen && (
        <button type="button" className={css.clear} aria-label={t("remove", { what: words })} onClick={onClear}>
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}
