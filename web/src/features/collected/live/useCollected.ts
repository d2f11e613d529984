import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../platform/api";
import { needWords } from "../../../platform/i18n";

/** Runs once, in the shell; what it needs is fetched when the page has time. */
export function useCollected(): void {
  const { id } = useMe().account;
  const { t } = useTranslation("collected");
  const { t: say } = useTranslation("messages");
  const navigate = useNavigate();
  const voice = useEffectEvent(() => ({
    t,
    say,
    open: (conversationId: string, seq: number) =>
      void navigate({ to: "/messages/$conversationId", params: { conversationId }, search: { seq } }),
  }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person has another list
  useEffect(() => {
    let stop: (() => void) | null = null;
    let over = false;
    const start = async () => {
      const [{ watchCollected }] = await Promise.all([import("./watch"), needWords("collected")]);
      if (!over) stop = watchCollected(() => voice());
    };
    const timer = window.setTimeout(() => void start().catch(() => undefined), 1_500);
    return () => {
      over = true;
      window.clearTimeout(timer);
      stop?.();
    };
  }, [id]);
}
