import { useParams, useRouterState } from "@tanstack/react-router";
import { ImportPage } from "./import/ImportPage";
import { ImportStart } from "./import/ImportStart";
import { RegulationList } from "./list/RegulationList";
import { RegulationPage } from "./one/RegulationPage";

/** 制度: what the company has laid down, for everybody to read. */
export function RegulationsPage() {
  const { regulationId, importId } = useParams({ strict: false }) as { regulationId?: string; importId?: string };
  const importing = useRouterState({ select: (s) => s.location.pathname.startsWith("/regulations/import") });
  if (regulationId !== undefined) return <RegulationPage key={regulationId} id={regulationId} />;
  if (importId !== undefined) return <ImportPage key={importId} id={importId} />;
  if (importing) return <ImportStart />;
  return <RegulationList />;
}
