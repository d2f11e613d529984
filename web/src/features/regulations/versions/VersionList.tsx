import { useNavigate } from "@tanstack/react-router";
import { FilePlus2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "../../../platform/api";
import { Button, toast } from "../../../ui";
import { regulationsChanged } from "../api/read";
import type { Regulation } from "../api/types";
import { drafts } from "../api/write";
import { standing } from "../model/versions";
import { useAct } from "../state/useAct";
import css from "./VersionList.module.css";
import { VersionRow } from "./VersionRow";

/** Every version, the newest first, and for whoever writes regulations the way to the next one. */
export function VersionList({ one, onCompare }: { one: Regulation; onCompare: (from: number, to: number) => void }) {
  const { t } = useTranslation("regulations");
  const words = useProblemWords();
  const navigate = useNavigate();
  const { busy, run } = useAct();
  const { draft, shown } = standing(one);
  const mayBegin = one.abilities.includes("regulation.write") && draft === undefined;
  const newest = one.versions[0] ?? shown;
  const begin = () =>
    run(async () => {
      try {
        await drafts.begin(one.id, newest.number);
        await regulationsChanged();
        await navigate({ to: "/regulations/$regulationId/$part", params: { regulationId: one.id, part: "draft" } });
      } catch (refusal) {
        toast("error", words(refusal));
      }
    });
  return (
    <div className={css.pane}>
      <div className={css.column}>
        <header className={css.top}>
          <p className={css.lead}>{t("versions.lead")}</p>
          {mayBegin && (
            <Button
              busy={busy}
              icon={<FilePlus2 size={16} strokeWidth={1.75} aria-hidden />}
              onClick={() => void begin()}
            >
              {t("versions.begin")}
            </Button>
          )}
        </header>
        <ol className={css.list} aria-label={t("part.versions")}>
          {one.versions.map((head) => (
            <VersionRow key={head.number} one={one} head={head} onCompare={onCompare} />
          ))}
        </ol>
      </div>
    </div>
  );
}
