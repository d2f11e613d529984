import { useNavigate } from "@tanstack/react-router";
import { useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { needWords } from "../../../platform/i18n";
import { useWatch } from "../../../platform/watch";

/** Runs once, in the shell; what it needs is fetched when the page has time. */
export function useAcknowledgements(): void {
  const { t } = useTranslation("acknowledgement");
  const navigate = useNavigate();
  const voice = useEffectEvent(() => ({ t, open: () => void navigate({ to: "/regulations/acknowledgements" }) }));
  useWatch(async () => {
    const [{ watchAcknowledgements }] = await Promise.all([import("./watch"), needWords("acknowledgement")]);
    return watchAcknowledgements(() => voice());
  }, 1_500);
}
