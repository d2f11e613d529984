import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { needWords } from "../../../platform/i18n";

/** Runs once, in the shell; what it needs is fetched when the page has time. */
export function useAcknowledgements(): void {
  const { id } = useMe().account;
  const { t } = useTranslation("acknowledgement");
  const navigate = useNavigate();
  const voice = useEffectEvent(() => ({ t, open: () => void navigate({ to: "/regulations/acknowledgements" }) }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: something else waits for another person
  useEffect(() => {
    let stop: (() => void) | null = null;
    let over = false;
    const start = async () => {
      const [{ watchAcknowledgements }] = await Promise.all([import("./watch"), needWords("acknowledgement")]);
      if (!over) stop = watchAcknowledgements(() => voice());
    };
    const timer = window.setTimeout(() => void start().catch(() => undefined), 1_500);
    return () => {
      over = true;
      window.clearTimeout(timer);
      stop?.();
    };
  }, [id]);
}
