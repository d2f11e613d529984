import type { TFunction } from "i18next";
import { clock, type DayLabel, dayLabel } from "../model/calendar";
import type { Content, Conversation, Message, NamedRef, SystemContent } from "../model/types";
import { contentLine } from "./content";

export type Say = TFunction<"messages">;

export function titleOf(c: Pick<Conversation, "kind" | "name" | "peer">, t: Say): string {
  if (c.kind === "self") return t("conversation.self");
  return c.kind === "direct" ? (c.peer?.name ?? "") : c.name;
}

/** The day above messages: in words near by, else the date. */
export function dayWords(zone: string, at: number, now: number, t: Say): string {
  return longDay(dayLabel(zone, at, now), t);
}

/** The time of a message that may be days old. */
export function momentWords(zone: string, at: number, now: number, t: Say): string {
  return t("time.at", { day: longDay(dayLabel(zone, at, now), t), time: clock(zone, at) });
}

/** The short time of a row in the conversation list. */
export function rowTime(zone: string, at: number, now: number, t: Say): string {
  const label = dayLabel(zone, at, now);
  if (label.kind === "today") return clock(zone, at);
  if (label.kind === "weekday") return t(`day.weekday_short_${label.weekday as 0}`);
  if (label.kind === "full") return t("day.short_full", two(label));
  return longDay(label, t);
}

function longDay(label: DayLabel, t: Say): string {
  switch (label.kind) {
    case "today":
      return t("day.today");
    case "yesterday":
      return t("day.yesterday");
    case "weekday":
      return t(`day.weekday_${label.weekday as 0}`);
    case "date":
      return t("day.date", { month: label.month, day: label.day });
    case "full":
      return t("day.full", { year: label.year, month: label.month, day: label.day });
  }
}

function two(label: { year: number; month: number; day: number }) {
  const pad = (n: number) => String(n).padStart(2, "0");
  return { year: label.year, month: pad(label.month), day: pad(label.day) };
}

/** System lines are stored as code and parameters; the words are those that the server has for them too. */
export function systemLine(content: SystemContent, t: Say): string {
  const { actor, people, name } = content.params;
  const say = t as unknown as (key: string, options: Record<string, unknown>) => string;
  return say(`messages:system.${content.code}`, {
    actor: actor?.name ?? "",
    people: names(people ?? [], say),
    name: name ?? "",
  });
}

function names(people: NamedRef[], say: (key: string, options: Record<string, unknown>) => string): string {
  const list = people.map((p) => p.name);
  const last = list.pop() ?? "";
  if (list.length === 0) return last;
  return list.join(say("messages:list.separator", {})) + say("messages:list.last_separator", {}) + last;
}

/** What was said or sent, in one line. */
export function contentWords(content: Content | null, t: Say): string {
  if (content === null) return "";
  return content.type === "system" ? systemLine(content, t) : contentLine(content, t);
}

/** One line about a message, without its sender. */
export function messageLine(m: Message, me: string, t: Say): string {
  if (m.recalled !== null) {
    return m.sender_id === me ? t("message.recalled_mine") : t("message.recalled_theirs", { name: m.sender_name });
  }
  return contentWords(m.content, t);
}

/** The second line of a row: in groups with the sender's name before it. */
export function previewLine(c: Conversation, me: string, t: Say): string {
  const m = c.last_message;
  if (m === null) return t("preview.none");
  const text = messageLine(m, me, t);
  const named = c.kind === "group" && m.kind !== "system" && m.recalled === null;
  return named ? t("preview.sender", { name: m.sender_name, text }) : text;
}
