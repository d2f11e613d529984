import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useProblemWords } from "../../../platform/api";
import { momentOf } from "../../../platform/when";
import { Avatar, Button, TextAreaField, toast } from "../../../ui";
import { act } from "../api/approvals";
import type { Approval } from "../api/types";
import css from "./one.module.css";

/** What was said beside the decisions, and who was told. */
export function Talk({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation("approvals");
  const words = useProblemWords();
  const { zone } = useMe().settings;
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const said = a.acts.filter((one) => one.kind === "comment");
  const may = a.mine.may.includes("comment");
  const send = async () => {
    setBusy(true);
    try {
      await act(a.id, { kind: "comment", version: a.version, text: text.trim() });
      setText("");
    } catch (error) {
      toast("error", words(error));
    }
    setBusy(false);
  };
  return (
    <section className={css.part} aria-label={t("part.talk")}>
      <h3 className={css.title}>{t("part.talk")}</h3>
      {a.cc.length > 0 && (
        <p className={css.told}>{t("told", { names: a.cc.map((one) => one.person.name).join(t("and")) })}</p>
      )}
      {said.length > 0 && (
        <ul className={css.said}>
          {said.map((one) => (
            <li key={one.id} className={css.asked}>
              {one.person && <Avatar person={one.person} size={28} />}
              <div className={css.words}>
                <p className={css.askedTop}>
                  <span className={css.askedName}>{one.person?.name}</span>
                  <time className={css.meta}>{momentOf(zone, one.at)}</time>
                </p>
                <p className={css.text}>{one.text}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {said.length === 0 && !may && <p className={css.meta}>{t("talk.none")}</p>}
      {may && (
        <div className={css.write}>
          <TextAreaField
            label={t("talk.label")}
            rows={2}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button busy={busy} disabled={text.trim() === ""} onClick={() => void send()}>
            {t("talk.send")}
          </Button>
        </div>
      )}
    </section>
  );
}
