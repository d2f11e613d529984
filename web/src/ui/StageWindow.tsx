import { Dialog as Base } from "@base-ui/react/dialog";
import type { StageProps } from "./Stage";
import css from "./Stage.module.css";

/** What Stage draws. */
export function StageWindow({ label, onClose, onKeyDown, children }: StageProps) {
  return (
    <Base.Root open onOpenChange={(next) => !next && onClose()} disablePointerDismissal>
      <Base.Portal>
        <Base.Popup className={css.stage} aria-label={label} onKeyDown={onKeyDown}>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
