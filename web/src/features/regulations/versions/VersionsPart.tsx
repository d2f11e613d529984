import { useAddress } from "../../../platform/address";
import type { Regulation } from "../api/types";
import { RedlineView } from "./RedlineView";
import { VersionList } from "./VersionList";

/** The versions of a regulation, or what differs between two of them. */
export function VersionsPart({ one }: { one: Regulation }) {
  const [address, change] = useAddress();
  const [from, to] = [Number(address.from), Number(address.to)];
  const known = (n: number) => one.versions.some((v) => v.number === n);
  if (known(from) && known(to)) return <RedlineView one={one} from={from} to={to} onChange={change} />;
  return <VersionList one={one} onCompare={(a, b) => change({ from: String(a), to: String(b) })} />;
}
