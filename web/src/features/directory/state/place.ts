import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export interface Place {
  departmentId: string | null;
  personId: string | null;
  showDepartment: (id: string | null) => void;
  showPerson: (id: string | null) => void;
  openConversation: (id: string) => void;
}

/** What of the directory is open; the address knows, so that the way back and links work. */
export function usePlace(): Place {
  const navigate = useNavigate();
  const { personId = null } = useParams({ strict: false });
  const { department = null } = useSearch({ strict: false });
  const showDepartment = useCallback(
    (id: string | null) => void navigate({ to: "/directory", search: id === null ? {} : { department: id } }),
    [navigate],
  );
  const showPerson = useCallback(
    (id: string | null) => {
      const search = department === null ? {} : { department };
      void navigate(
        id === null ? { to: "/directory", search } : { to: "/directory/$personId", params: { personId: id }, search },
      );
    },
    [navigate, department],
  );
  const openConversation = useCallback(
    (id: string) => void navigate({ to: "/messages/$conversationId", params: { conversationId: id } }),
    [navigate],
  );
  return { departmentId: department, personId, showDepartment, showPerson, openConversation };
}
