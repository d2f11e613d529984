import { useQueryClient } from "../../platform/queries";
import { useSocketEvent } from "../../platform/socket";
import { rulesKey, trialsKey } from "./api/queries";

declare module "../../platform/socket/frames" {
  interface SocketEvents {
    "rule.proposed": { proposal_id: string };
    "rule.decided": { proposal_id: string };
    "rule_trial.changed": { trial_id: string };
  }
}

/** What is shown of the rules follows what others do. */
export function useRulesLive(): void {
  const client = useQueryClient();
  const refresh = () => void client.invalidateQueries({ queryKey: rulesKey });
  useSocketEvent("rules.changed", refresh);
  useSocketEvent("rule.proposed", refresh);
  useSocketEvent("rule.decided", refresh);
  useSocketEvent("rule_trial.changed", () => void client.invalidateQueries({ queryKey: trialsKey }));
}
