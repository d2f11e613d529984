export interface Zone {
  id: string;
  /** What this language calls it: 中国标准时间. */
  name: string;
  /** GMT+08:00 */
  offset: string;
  minutes: number;
}

/** Its distance from Greenwich at an instant, in words. */
export function offsetOf(id: string, at: number): string {
  return partOf("en", id, at, "longOffset") || "GMT";
}

function partOf(language: string, id: string, at: number, style: "longOffset" | "longGeneric"): string {
  try {
    const format = new Intl.DateTimeFormat(language, { timeZone: id, timeZoneName: style });
    return format.formatToParts(at).find((p) => p.type === "timeZoneName")?.value ?? "";
  } catch {
    return ""; // a zone of a newer rule book than this browser's
  }
}

function minutesOf(offset: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** All zones that the browser knows, from west to east. */
export function allZones(language: string, at: number): Zone[] {
  return Intl.supportedValuesOf("timeZone")
    .map((id) => {
      const offset = offsetOf(id, at);
      return { id, offset, name: partOf(language, id, at, "longGeneric"), minutes: minutesOf(offset) };
    })
    .sort((a, b) => a.minutes - b.minutes || (a.id < b.id ? -1 : 1));
}

/** Every word of the query stands somewhere in the zone's id, name or offset. */
export function searched(zones: Zone[], query: string): Zone[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return zones;
  return zones.filter((zone) => {
    const text = `${zone.id.replaceAll("_", " ")} ${zone.id} ${zone.name} ${zone.offset} ${short(zone)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** gmt+8 and utc+8 are how people write it. */
function short({ offset }: Zone): string {
  const plain = offset.replace(/([+-])0?(\d+):00/, "$1$2");
  return `${plain} ${plain.replace("GMT", "UTC")}`;
}
