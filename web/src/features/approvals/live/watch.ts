import { queryClient } from "../../../platform/queries";
import { type SocketEvents, socket } from "../../../platform/socket";
import { approvalChanged, approvalsKey, countApprovals } from "../api/approvals";
import { useCounts } from "../state/counts";

declare module "../../../platform/socket/frames" {
  interface SocketEvents {
    "approval.changed": { id: string };
    "approvals.counts": Record<string, never>;
  }
}

/** Keeps what is shown of approvals, on whatever page, as it is; returns how to stop. */
export function watchApprovals(): () => void {
  const count = () =>
    void countApprovals().then(
      (c) => useCounts.setState(c),
      () => undefined,
    ); // the next news asks again
  const offs = [
    socket.on("approval.changed", (data) => void approvalChanged((data as SocketEvents["approval.changed"]).id)),
    socket.on("approvals.counts", count),
    socket.onHello((reset) => {
      if (!reset) return;
      count();
      void queryClient.invalidateQueries({ queryKey: approvalsKey });
    }),
  ];
  count();
  return () => {
    for (const off of offs) off();
    useCounts.setState({ waiting: 0, overdue: 0, copied: 0 });
  };
}
