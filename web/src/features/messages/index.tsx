import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { openQuickSearch } from "../../platform/quickSearch";
import { MessagesPage } from "./MessagesPage";

/** The page at its address. */
export default function Messages() {
  const { conversationId } = useParams({ strict: false });
  const { seq } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <MessagesPage
      conversationId={conversationId ?? null}
      seq={seq ?? null}
      onSearch={openQuickSearch}
      go={(id) =>
        void (id === null
          ? navigate({ to: "/messages" })
          : navigate({ to: "/messages/$conversationId", params: { conversationId: id } }))
      }
    />
  );
}
