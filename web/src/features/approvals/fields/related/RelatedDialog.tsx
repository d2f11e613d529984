import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../../platform/api";
import { useQuery } from "../../../../platform/queries";
import { Button, Dialog, Notice, SearchField, Segmented, Skeleton } from "../../../../ui";
import { BOXES, type Box, knowRelated, relatedQuery } from "./queries";
import css from "./related.module.css";

interface Props {
  title: string;
  template: string;
  ids: readonly string[];
  max: number;
  onChange: (ids: string[]) => void;
  onClose: () => void;
}

/** The window in which approvals are looked for. */
export function RelatedDialog({ title, template, ids, max, onChange, onClose }: Props) {
  const { t } = useTranslation("approval-form");
  const words = useProblemWords();
  const [box, setBox] = useState<Box>("mine");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(ids);
  const found = useQuery(relatedQuery(box, useDeferredValue(typed.trim()), template));
  const turn = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      width={560}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind="primary"
            disabled={chosen.length > max}
            onClick={() => {
              onChange([...chosen]);
              onClose();
            }}
          >
            {t("people.done", { n: chosen.length })}
          </Button>
        </>
      }
    >
      <div className={css.dialog}>
        <Segmented<Box>
          label={t("related.box")}
          items={BOXES.map((id) => ({ id, label: t(`related.${id}`) }))}
          value={box}
          onChange={setBox}
        />
        <SearchField
          framed
          value={typed}
          onChange={setTyped}
          label={t("related.search")}
          clearLabel={t("clear_search")}
        />
        <div className={css.found}>
          {found.isPending && <Skeleton rows={4} avatar={false} label={t("loading")} />}
          {found.isError && <Notice tone="danger">{words(found.error)}</Notice>}
          {found.data?.items.map((row) => (
            <label key={row.id} className={css.option}>
              <input
                type="checkbox"
                checked={chosen.includes(row.id)}
                onChange={() => {
                  knowRelated(row);
                  turn(row.id);
                }}
              />
              <span className={css.foundWords}>
                <span className={css.title}>{row.title}</span>
                <span className={css.facts}>
                  {[row.applicant?.name, ...(row.summary ?? []).map((s) => s.value)].filter(Boolean).join(" · ")}
                </span>
              </span>
              <span className={css.serial}>{row.serial}</span>
            </label>
          ))}
          {found.isSuccess && found.data.items.length === 0 && <p className={css.none}>{t("related.none")}</p>}
        </div>
      </div>
    </Dialog>
  );
}
