import { useNavigate } from "@tanstack/react-router";
import { useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { needWords } from "../../../platform/i18n";
import { useWatch } from "../../../platform/watch";

/** Runs once, in the shell; what it needs is fetched when the page has time. */
export function useCollected(): void {
  const { t } = useTranslation("collected");
  const { t: say } = useTranslation("messages");
  const navigate = useNavigate();
  const voice = useEffectEvent(() => ({
    t,
    say,
    open: (conversationId: string, seq: number) =>
      void navigate({ to: "/messages/$conversationId", params: { conversationId }, search: { seq } }),
  }));
  useWatch(async () => {
    const [{ watchCollected }] = await Promise.all([import("./watch"), needWords("collected")]);
    return watchCollected(() => voice());
  }, 1_500);
}
