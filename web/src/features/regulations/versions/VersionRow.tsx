import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { useQuery } from "../../../platform/queries";
import { momentOf } from "../../../platform/when";
import { Button } from "../../../ui";
import { personQuery } from "../api/read";
import type { Regulation, VersionHead } from "../api/types";
import { before } from "../model/versions";
import { StateTag } from "../one/StateTag";
import { useSizeWords, useSpanWords } from "../state/words";
import css from "./VersionList.module.css";

interface Props {
  one: Regulation;
  head: VersionHead;
  onCompare: (from: number, to: number) => void;
}

/** One version: when it holds, who published it and why. */
export function VersionRow({ one, head, onCompare }: Props) {
  const { t } = useTranslation("regulations");
  const span = useSpanWords();
  const size = useSizeWords();
  const earlier = before(one.versions, head.number);
  const draft = head.state === "draft";
  return (
    <li className={css.row}>
      <div className={css.words}>
        <p className={css.name}>
          {t("version", { n: head.number })} <StateTag state={head.state} />
        </p>
        <p className={css.meta}>{[span(head), size(head)].filter(Boolean).join(" · ")}</p>
        {head.published_at !== null && <Published by={head.published_by} at={head.published_at} />}
        {head.reason !== "" && <p className={css.reason}>{head.reason}</p>}
      </div>
      <div className={css.acts}>
        {earlier && (
          <Button onClick={() => onCompare(earlier.number, head.number)}>
            {t("versions.compare", { n: earlier.number })}
          </Button>
        )}
        {draft ? (
          <Link
            to="/regulations/$regulationId/$part"
            params={{ regulationId: one.id, part: "draft" }}
            className={css.go}
          >
            {t("versions.edit")}
          </Link>
        ) : (
          <Link
            to="/regulations/$regulationId"
            params={{ regulationId: one.id }}
            search={{ version: head.number } as never}
            className={css.go}
          >
            {t("versions.read")}
          </Link>
        )}
      </div>
    </li>
  );
}

function Published({ by, at }: { by: string | null; at: number }) {
  const { t } = useTranslation("regulations");
  const { zone } = useMe().settings;
  const person = useQuery({ ...personQuery(by ?? ""), enabled: by !== null }).data;
  const when = momentOf(zone, at);
  return (
    <p className={css.meta}>
      {person === undefined
        ? t("versions.published", { at: when })
        : t("versions.published_by", { at: when, name: person.name })}
    </p>
  );
}
