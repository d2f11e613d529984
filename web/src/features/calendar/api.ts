import { call, type List, type NamedRef } from "../../platform/api";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "../../platform/queries";

/** A stretch of a day in minutes from midnight, its end not included. */
export interface Hours {
  from: number;
  to: number;
}

/** A day on which it is not the weekday that decides. */
export interface Special {
  /** "2026-10-01" */
  date: string;
  work: boolean;
  name: string;
  /** Of a working day; none: the usual ones. */
  hours: Hours[];
  from: "nation" | "company" | "site";
  /** Settled for the very department that was asked for. */
  own: boolean;
}

export interface Year {
  year: number;
  department_id: string | null;
  /** Whose hours these are; null: the company's. */
  site_id: string | null;
  zone: string;
  /** Monday to Sunday. */
  week: Hours[][];
  days: Special[];
  working_days: number;
  /** False: the holidays are missing, and only weekdays count. */
  known: boolean;
  imported: boolean;
  source: string;
  version: number;
}

export interface YearSource {
  year: number;
  known: boolean;
  imported: boolean;
  source: string;
  off: number;
  work: number;
  settled: number;
  imported_at: number | null;
  imported_by: NamedRef | null;
}

export interface Site {
  site: NamedRef | null;
  zone: string;
  week: Hours[][];
  changed_at: number;
  changed_by: NamedRef | null;
}

export interface SettledDay extends Omit<Special, "from" | "own"> {
  site: NamedRef | null;
  changed_at: number;
  changed_by: NamedRef | null;
}

export interface Change {
  version: number;
  changed_at: number;
  changed_by: NamedRef | null;
  site: NamedRef | null;
  kind: "day" | "day_removed" | "hours" | "hours_removed" | "year" | "year_removed" | "brought";
  facts: {
    date: string | null;
    work: boolean | null;
    name: string | null;
    hours: Hours[] | null;
    zone: string | null;
    week: Hours[][] | null;
    years: number[] | null;
  };
}

type Said = "off" | "work" | "usual";

/** What a year's file was read as. */
export interface Rehearsal {
  year: number;
  stored: boolean;
  off: number;
  work: number;
  days: Special[];
  other: { date: string; name: string; before: Said; after: Said }[];
  faults: { line: number; code: string; value: string }[];
}

/** Everything of the calendar lies below this key. */
export const calendarKey = ["calendar"] as const;

export const yearQuery = (year: number, department: string) =>
  queryOptions({
    queryKey: [...calendarKey, "year", year, department],
    queryFn: ({ signal }) =>
      call<Year>("GET", "/calendar", { query: { year, department_id: department || null }, signal }),
    placeholderData: keepPreviousData,
  });

export const warningsQuery = queryOptions({
  queryKey: [...calendarKey, "warnings"],
  queryFn: ({ signal }) => call<{ missing_years: number[] }>("GET", "/admin/calendar/warnings", { signal }),
});

export const sourcesQuery = queryOptions({
  queryKey: [...calendarKey, "sources"],
  queryFn: ({ signal }) => call<List<YearSource>>("GET", "/admin/calendar/years", { signal }),
});

export const sitesQuery = queryOptions({
  queryKey: [...calendarKey, "sites"],
  queryFn: ({ signal }) => call<List<Site>>("GET", "/admin/calendar/sites", { signal }),
});

const pages = { initialPageParam: null as string | null, getNextPageParam: (last: List<unknown>) => last.next_cursor };

export const settledQuery = (year: number) =>
  infiniteQueryOptions({
    queryKey: [...calendarKey, "settled", year],
    queryFn: ({ pageParam, signal }) =>
      call<List<SettledDay>>("GET", "/admin/calendar/days", { query: { year, cursor: pageParam, limit: 100 }, signal }),
    ...pages,
  });

export const changesQuery = infiniteQueryOptions({
  queryKey: [...calendarKey, "changes"],
  queryFn: ({ pageParam, signal }) =>
    call<List<Change>>("GET", "/admin/calendar/changes", { query: { cursor: pageParam }, signal }),
  ...pages,
});

/** What is settled, and taken back; the empty department is the company. */
export const calendar = {
  setDay: (department: string, day: Pick<Special, "date" | "work" | "name" | "hours">) =>
    call<Year>("PUT", `/admin/calendar/days/${day.date}`, {
      body: { site_id: department || null, work: day.work, name: day.name, hours: day.hours },
    }),

  removeDay: (department: string, date: string) =>
    call<void>("DELETE", `/admin/calendar/days/${date}`, { query: { site_id: department || null } }),

  setHours: (department: string, zone: string, week: Hours[][]) =>
    call<void>("PUT", "/admin/calendar/hours", { body: { site_id: department || null, zone, week } }),

  removeHours: (department: string) =>
    call<void>("DELETE", "/admin/calendar/hours", { query: { site_id: department || null } }),

  importYear: (year: number, file: Blob, name: string, rehearse: boolean) =>
    call<Rehearsal>("POST", `/admin/calendar/years/${year}`, {
      query: { rehearse, file_name: name.slice(0, 255) },
      body: file,
    }),

  removeYear: (year: number) => call<void>("DELETE", `/admin/calendar/years/${year}`),
};
