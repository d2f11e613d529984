import { useParams } from "@tanstack/react-router";
import { useSocketEvent } from "../../platform/socket";
import { regulationsChanged } from "./api/read";
import { RegulationList } from "./list/RegulationList";
import { RegulationPage } from "./one/RegulationPage";

/** 制度: what the company has laid down, for everybody to read. */
export function RegulationsPage() {
  const { regulationId } = useParams({ strict: false }) as { regulationId?: string };
  useSocketEvent("regulations.changed", () => void regulationsChanged());
  useSocketEvent("rules.changed", () => void regulationsChanged());
  if (regulationId !== undefined) return <RegulationPage key={regulationId} id={regulationId} />;
  return <RegulationList />;
}
