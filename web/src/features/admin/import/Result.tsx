import { useState } from "react";
import type { HandedOut } from "../api/admin";
import type { Import, RowKind } from "../api/imports";
import { SlipsView } from "../slips/SlipsView";
import { AppliedBar } from "./AppliedBar";
import { ApplyBar } from "./ApplyBar";
import { countOf, firstKind } from "./kinds";
import css from "./Result.module.css";
import { RowList } from "./RowList";
import { Summary } from "./Summary";

interface Props {
  one: Import;
  onChange: (next: Import) => void;
  onAgain: () => void;
}

/** What an import would change or has changed, line by line, and what may be done about it. */
export function Result({ one, onChange, onAgain }: Props) {
  const [kind, setKind] = useState<RowKind>(firstKind(one));
  const [slips, setSlips] = useState<HandedOut[] | null>(null);
  const applied = one.state === "applied";
  return (
    <div className={css.result}>
      <Summary one={one} kind={kind} onKind={setKind} />
      <RowList key={kind} id={one.id} kind={kind} applied={applied} count={countOf(one, kind)} />
      {applied ? (
        <AppliedBar one={one} onSlips={setSlips} onAgain={onAgain} />
      ) : (
        <ApplyBar one={one} onChange={onChange} onAgain={onAgain} />
      )}
      {slips && <SlipsView items={slips} onClose={() => setSlips(null)} />}
    </div>
  );
}
