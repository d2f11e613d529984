import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { openQuickSearch } from "../../platform/quickSearch";
import { MessagesPage } from "./MessagesPage";

/** The page of `/messages` and `/messages/$conversationId`; the address says what is open. */
export default function MessagesRoute() {
  const { conversationId = null } = useParams({ strict: false });
  const { seq } = useSearch({ strict: false }) as { seq?: number };
  const navigate = useNavigate();
  const go = useCallback(
    (id: string | null) => {
      if (id === null) void navigate({ to: "/messages" });
      else void navigate({ to: "/messages/$conversationId", params: { conversationId: id } });
    },
    [navigate],
  );
  return <MessagesPage conversationId={conversationId} seq={seq ?? null} go={go} onSearch={openQuickSearch} />;
}
