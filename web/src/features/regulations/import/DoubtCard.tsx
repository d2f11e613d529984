import { Check, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, TextField } from "../../../ui";
import type { Doubt, Settlement } from "../api/imports";
import { acceptKey, proposes, splits } from "../model/doubts";
import css from "./DoubtCard.module.css";

interface Props {
  doubt: Doubt;
  open: boolean;
  /** The import is a draft by now: that somebody has looked is all that can be said. */
  applied: boolean;
  busy: boolean;
  onSettle: (items: Settlement[]) => void;
}

/** One doubt: what was found, what is proposed, and the ways to settle it. */
export function DoubtCard({ doubt, open, applied, busy, onSettle }: Props) {
  const { t } = useTranslation("regulations");
  const [writing, setWriting] = useState(false);
  const settle = (decision: Settlement["decision"], text?: string) => {
    setWriting(false);
    onSettle([{ id: doubt.id, decision, ...(text === undefined ? {} : { text }) }]);
  };
  const found = doubt.text === "" ? t("doubts.nothing") : doubt.text;
  return (
    <div className={css.card} data-doubt={doubt.id} data-open={open || undefined} tabIndex={-1}>
      <p className={css.what}>
        {open ? (
          <TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
        ) : (
          <Check size={16} strokeWidth={1.75} aria-hidden />
        )}
        <span>{t(`doubt.${doubt.code}` as never)}</span>
        <span className={css.place}>{t("doubts.place", { line: doubt.line, column: doubt.column })}</span>
      </p>
      <dl className={css.facts}>
        <dt>{t("doubts.found")}</dt>
        <dd>{found}</dd>
        {!splits(doubt) && proposes(doubt) && (
          <>
            <dt>{t("doubts.proposal")}</dt>
            <dd>{doubt.proposal === "" ? t("doubts.drop") : doubt.proposal}</dd>
          </>
        )}
      </dl>
      {!open && <Settled doubt={doubt} reopen={applied ? null : () => settle("open")} busy={busy} />}
      {open && applied && (
        <Button disabled={busy} onClick={() => settle("keep")}>
          {t("doubts.looked")}
        </Button>
      )}
      {open && !applied && !writing && (
        <div className={css.acts}>
          {proposes(doubt) && (
            <Button disabled={busy} onClick={() => settle("accept")}>
              {t(`doubts.accept_${acceptKey(doubt)}`)}
            </Button>
          )}
          <Button disabled={busy} onClick={() => settle("keep")}>
            {t(splits(doubt) ? "doubts.keep_split" : "doubts.keep")}
          </Button>
          {!splits(doubt) && (
            <Button kind="quiet" disabled={busy} onClick={() => setWriting(true)}>
              {t("doubts.change")}
            </Button>
          )}
        </div>
      )}
      {open && writing && (
        <Own doubt={doubt} busy={busy} onDone={(text) => settle("change", text)} onBack={() => setWriting(false)} />
      )}
    </div>
  );
}

function Own({
  doubt,
  busy,
  onDone,
  onBack,
}: {
  doubt: Doubt;
  busy: boolean;
  onDone: (text: string) => void;
  onBack: () => void;
}) {
  const { t } = useTranslation(["regulations", "ui"]);
  const [text, setText] = useState(doubt.proposal || doubt.text);
  return (
    <form
      className={css.own}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(text);
      }}
    >
      <TextField
        label={t("doubts.own")}
        value={text}
        maxLength={2000}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <div className={css.acts}>
        <Button kind="primary" type="submit" disabled={busy}>
          {t("doubts.own_done")}
        </Button>
        <Button onClick={onBack}>{t("ui:cancel")}</Button>
      </div>
    </form>
  );
}

/** How it was settled, and the way back. */
function Settled({ doubt, reopen, busy }: { doubt: Doubt; reopen: (() => void) | null; busy: boolean }) {
  const { t } = useTranslation("regulations");
  const how = doubt.decision === "" ? "keep" : doubt.decision;
  return (
    <div className={css.settled}>
      <span>{t(splits(doubt) && how !== "change" ? `doubts.settled_split_${how}` : `doubts.settled_${how}`)}</span>
      {reopen !== null && (
        <Button kind="quiet" disabled={busy} onClick={reopen}>
          {t("doubts.reopen")}
        </Button>
      )}
    </div>
  );
}
