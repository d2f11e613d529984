import type { AdminPerson, HandedOut } from "../api/admin";
import type { PersonAct } from "./acts";
import { HandOutDialog } from "./HandOutDialog";
import { ReasonDialog } from "./ReasonDialog";
import { ResetDialog } from "./ResetDialog";
import { RolesDialog } from "./RolesDialog";

interface Props {
  act: PersonAct;
  person: AdminPerson;
  onClose: () => void;
  onSlips: (items: HandedOut[]) => void;
}

/** The window of each act. */
export function PersonDialogs({ act, person, onClose, onSlips }: Props) {
  switch (act) {
    case "freeze":
    case "unfreeze":
      return <ReasonDialog act={act} person={person} onClose={onClose} />;
    case "reset":
      return <ResetDialog person={person} onClose={onClose} onSlips={onSlips} />;
    case "hand_out":
      return <HandOutDialog person={person} onClose={onClose} onSlips={onSlips} />;
    case "roles":
      return <RolesDialog person={person} onClose={onClose} />;
  }
}
