import { expect, test } from "vitest";
import { fits, taken } from "./files";

const file = (name: string, type = "") => new File(["x"], name, { type });

test("a file fits where its ending or its type is named", () => {
  for (const [accept, name, type, want] of [
    [undefined, "a.exe", "application/x-msdownload", true],
    ["", "a.exe", "", true],
    [".csv,.xlsx", "名册.CSV", "text/plain", true],
    [".csv,.xlsx", "a.csv.exe", "", false],
    [".json, text/calendar", "a.ics", "text/calendar", true],
    [".json, text/calendar", "a.ics", "", false],
    ["image/*", "a.png", "image/png", true],
    ["image/*", "a.png", "application/pdf", false],
    ["image/*", "a.heic", "", true],
    ["image/*", "a", "imagery/x", false],
  ] as const) {
    expect(fits(accept, { name, type }), `${accept} ${name} ${type}`).toBe(want);
  }
});

test("what cannot be taken is named, and the rest is taken", () => {
  const [a, b, c] = [file("a.csv"), file("b.csv"), file("c.pdf", "application/pdf")];
  const one = { accept: ".csv", multiple: false, folder: false };
  expect(taken([a], one)).toEqual({ files: [a], misfit: null });
  expect(taken([], one)).toEqual({ files: [], misfit: null });
  expect(taken([a, b], one)).toEqual({ files: [], misfit: "many" });
  expect(taken([c], one)).toEqual({ files: [], misfit: "kind" });
  expect(taken([a, b, c], { ...one, multiple: true })).toEqual({ files: [a, b], misfit: "kind" });
  expect(taken([a], { ...one, folder: true })).toEqual({ files: [], misfit: "folder" });
});
