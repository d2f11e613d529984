import { useEffect, useRef, useState } from "react";
import { useAddress } from "../../../platform/address";
import { queryClient } from "../../../platform/queries";
import { type Application, applying, draftsKey, leaving } from "./api";

const SETTLE_MS = 900;

export type DraftState = "none" | "saving" | "saved" | "failed";

interface Options {
  id: string;
  application: Application;
  cc: string[];
  /** Nothing is kept before anything was changed, nor after it was sent. */
  active: boolean;
}

/**
 * Keeps what is filled in at the server while it is filled in, one request after the other, and puts the draft
 * into the address so that a reload goes on with it.
 */
export function useDraft({ id, application, cc, active }: Options): {
  state: DraftState;
  error: unknown;
  /** Keeps nothing more; what is on its way has arrived once it resolves. */
  hold: () => Promise<void>;
  /** Goes on. */
  resume: () => void;
} {
  const [state, setState] = useState<DraftState>("none");
  const [error, setError] = useState<unknown>(null);
  const [, change] = useAddress();
  const line = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef<(() => void) | null>(null);
  const stopped = useRef(false);
  const gone = useRef(false);

  useEffect(() => {
    if (!active || stopped.current) return;
    const save = () => {
      waiting.current = null;
      line.current = line.current.then(async () => {
        if (stopped.current) return;
        setState("saving");
        try {
          await applying.saveDraft(id, application, cc);
          setError(null);
          setState("saved");
          if (!gone.current) change({ draft: id }, true);
        } catch (refusal) {
          setError(refusal);
          setState("failed");
        }
      });
    };
    waiting.current = save;
    const timer = window.setTimeout(save, SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [id, application, cc, active, change]);

  // Whoever leaves the page before the moment has come loses nothing.
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      if (stopped.current) return;
      waiting.current?.();
      leaving.drafts = line.current;
      void line.current.then(() => queryClient.invalidateQueries({ queryKey: draftsKey }));
    };
  }, []);
  return {
    state,
    error,
    hold: () => {
      stopped.current = true;
      return line.current;
    },
    resume: () => {
      stopped.current = false;
    },
  };
}
