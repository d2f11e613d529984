import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type List, type Session, useProblemWords } from "../../platform/api";
import { queryClient, useQuery } from "../../platform/queries";
import { signOut } from "../../platform/session";
import { Button, ConfirmDialog, ErrorState, Skeleton, toast } from "../../ui";
import css from "./DevicesPart.module.css";
import { Row, Section } from "./Section";
import { SessionRow } from "./SessionRow";

const KEY = ["sessions"];

/** Where one is signed in, and the password that opens the door. */
export function DevicesPart() {
  const { t } = useTranslation(["settings", "ui"]);
  const words = useProblemWords();
  const navigate = useNavigate();
  const [ending, setEnding] = useState<Session | "others" | null>(null);
  const sessions = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<List<Session>>("GET", "/sessions", { signal }),
    select: (answer) =>
      [...answer.items].sort((a, b) => Number(b.current) - Number(a.current) || b.last_seen_at - a.last_seen_at),
    staleTime: 0,
  });
  const others = (sessions.data ?? []).filter((s) => !s.current);

  const end = async () => {
    try {
      await call("DELETE", ending === "others" || ending === null ? "/sessions" : `/sessions/${ending.id}`);
      toast("ok", t(ending === "others" ? "devices.ended_others" : "devices.ended"));
    } catch (error) {
      toast("error", words(error));
    }
    await queryClient.invalidateQueries({ queryKey: KEY });
  };
  const leave = () => void signOut().catch((error: unknown) => toast("error", words(error)));

  return (
    <>
      <Section title={t("devices.door")}>
        <Row label={t("password")} hint={t("password_hint")}>
          <Button onClick={() => void navigate({ to: "/password" })}>{t("password_change")}</Button>
        </Row>
        <Row label={t("sign_out")} hint={t("sign_out_hint")}>
          <Button onClick={leave}>{t("sign_out")}</Button>
        </Row>
      </Section>
      <Section title={t("devices.title")} text={t("devices.text")}>
        {sessions.isPending && <Skeleton rows={2} label={t("ui:loading")} />}
        {sessions.isError && (
          <ErrorState
            title={t("devices.failed")}
            text={words(sessions.error)}
            action={<Button onClick={() => void sessions.refetch()}>{t("ui:retry")}</Button>}
          />
        )}
        {sessions.data && (
          <ul className={css.list}>
            {sessions.data.map((session) => (
              <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
            ))}
          </ul>
        )}
      </Section>
      {others.length > 0 && (
        <div className={css.all}>
          <Button onClick={() => setEnding("others")}>{t("devices.end_others")}</Button>
        </div>
      )}
      {ending !== null && (
        <ConfirmDialog
          title={t(ending === "others" ? "devices.end_others_title" : "devices.end_title")}
          text={
            ending === "others"
              ? t("devices.end_others_text", { n: others.length })
              : t("devices.end_text", { client: ending.client })
          }
          action={t(ending === "others" ? "devices.end_others" : "devices.end")}
          onConfirm={end}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  );
}
