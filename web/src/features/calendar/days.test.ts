import { expect, test } from "vitest";
import type { Special, Year } from "./api";
import { clockOf, dayOf, fits, minutesOf, spoken, stretches, weekdayOf } from "./days";

const special = (date: string, work: boolean, name = "国庆节"): Special => ({
  date,
  work,
  name,
  hours: [],
  from: "nation",
  own: false,
});

const office = [{ from: 540, to: 1080 }];
const year = {
  week: [office, office, office, office, office, [], []],
  days: [special("2026-10-01", false), special("2026-10-10", true)],
} as unknown as Year;

test("a day works by its weekday, unless it is a holiday or made up", () => {
  expect(weekdayOf("2026-10-05")).toBe(0);
  expect(["2026-09-30", "2026-10-01", "2026-10-04", "2026-10-10"].map((d) => dayOf(year, d).works)).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test("days of one name that follow one another are one stretch, also over the end of a month", () => {
  const days = [
    special("2026-09-30", false),
    special("2026-10-01", false),
    special("2026-10-02", true),
    special("2026-10-05", true),
    special("2026-10-06", true, "x"),
  ];
  expect(stretches(days).map((s) => `${s.first} ${s.last}`)).toEqual([
    "2026-09-30 2026-10-01",
    "2026-10-02 2026-10-02",
    "2026-10-05 2026-10-05",
    "2026-10-06 2026-10-06",
  ]);
});

test("minutes are clocks and back, and the end of a day is 24:00", () => {
  expect([0, 545, 1440].map(clockOf)).toEqual(["00:00", "09:05", "24:00"]);
  expect(["09:05", "9", "930", "0930", "9：30", "24:00"].map(minutesOf)).toEqual([545, 540, 570, 570, 570, 1440]);
  expect(["", "9:5", "24:01", "9:60", "25", "x"].map(minutesOf)).toEqual([null, null, null, null, null, null]);
  expect(spoken([{ from: 540, to: 720 }, ...office])).toBe("09:00–12:00, 09:00–18:00");
});

test("hours are in order, apart and within the day", () => {
  expect(
    fits([
      { from: 0, to: 60 },
      { from: 61, to: 1440 },
    ]),
  ).toBe(true);
  expect(
    fits([
      { from: 0, to: 60 },
      { from: 60, to: 120 },
    ]),
  ).toBe(false);
  expect(fits([{ from: 60, to: 60 }])).toBe(false);
  expect(fits([])).toBe(true);
});
