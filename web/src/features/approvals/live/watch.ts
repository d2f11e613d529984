import { socket } from "../../../platform/socket";
import { countApprovals } from "../api/approvals";
import { useCounts } from "../state/counts";

declare module "../../../platform/socket/frames" {
  interface SocketEvents {
    "approvals.counts": Record<string, never>;
  }
}

/** Keeps the signs of what waits, on whatever page, as they are; returns how to stop. */
export function watchApprovals(): () => void {
  let asked = 0;
  const count = () => {
    asked += 1;
    const mine = asked;
    void countApprovals().then(
      (c) => {
        if (mine === asked) useCounts.setState(c); // an answer that was overtaken is from before
      },
      () => undefined, // the next news asks again, and so does the line when it is back
    );
  };
  const offs = [socket.on("approvals.counts", count), socket.onHello(count)];
  count();
  return () => {
    for (const off of offs) off();
    asked += 1;
    useCounts.setState({ waiting: 0, overdue: 0, copied: 0 });
  };
}
