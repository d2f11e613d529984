import { useNavigate, useRouter } from "@tanstack/react-router";
import { SearchPage } from "./SearchPage";

/** The page of `/search`. */
export default function SearchRoute() {
  const navigate = useNavigate();
  const router = useRouter();
  return (
    <SearchPage
      onBack={() => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/messages" }))}
      onOpen={(conversationId, seq) =>
        void navigate({ to: "/messages/$conversationId", params: { conversationId }, search: { seq } })
      }
    />
  );
}
