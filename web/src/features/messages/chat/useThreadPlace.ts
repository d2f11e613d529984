import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** The thread that the address names, and the way to another one or back. */
export function useThreadPlace(conversationId: string): [number | null, (root: number | null) => void] {
  const { thread } = useSearch({ strict: false }) as { thread?: number };
  const navigate = useNavigate();
  const open = useCallback(
    (root: number | null) => {
      void navigate({
        to: "/messages/$conversationId",
        params: { conversationId },
        search: ({ seq }: { seq?: number }) => ({
          ...(seq === undefined ? {} : { seq }),
          ...(root === null ? {} : { thread: root }),
        }),
        // The way back from a thread leads to where it was opened, not into it again.
        replace: root === null,
      });
    },
    [navigate, conversationId],
  );
  return [thread ?? null, open];
}
