import { describe, expect, it } from "vitest";
import { columnsOf, frameOf, lengthWords, lookOf, readingOf, sizeWords, splitName } from "./files";
import type { FileRef } from "./types";

const file = (over: Partial<FileRef>): FileRef => ({
  id: "f",
  name: "a.bin",
  size: 1,
  mime: "application/octet-stream",
  media: "other",
  sha256: "",
  width: null,
  height: null,
  duration_ms: null,
  preview: false,
  ...over,
});

// covers: MSG-02
describe("a file in a message", () => {
  it("tells its size as people say it", () => {
    expect([0, 1023, 1024, 1536, 52_428_800, 10 * 1024 ** 3].map(sizeWords)).toEqual([
      "0 B",
      "1023 B",
      "1 KB",
      "1.5 KB",
      "50 MB",
      "10 GB",
    ]);
  });

  it("tells its length", () => {
    expect([0, 12_400, 187_000, 3_723_000].map(lengthWords)).toEqual(["0:00", "0:12", "3:07", "1:02:03"]);
  });

  it("keeps the end of a long name, whole characters only", () => {
    expect(splitName("短.pdf")).toEqual(["短.pdf", ""]);
    const [head, tail] = splitName("网关压测报告与改进建议（第三版定稿）_v2.pdf");
    expect(head + tail).toBe("网关压测报告与改进建议（第三版定稿）_v2.pdf");
    expect(tail.endsWith("_v2.pdf")).toBe(true);
    expect(splitName("😀".repeat(30)).join("")).toBe("😀".repeat(30));
    expect(splitName("a".repeat(40))[1]).toBe("aaaa");
  });

  it("shows its kind by its name, and an unknown one plainly", () => {
    expect(lookOf(file({ name: "a.PDF" })).label).toBe("PDF");
    expect(lookOf(file({ name: "a.xlsx" })).tone).toBe("green");
    expect(lookOf(file({ name: "a.dwg" })).label).toBe("DWG");
    expect(lookOf(file({ name: "evil.exe\u202egpj" })).label).toBe("FILE");
    expect(lookOf(file({ name: "Makefile" })).label).toBe("FILE");
  });

  it("can be read in place only when it is what it says and not too large", () => {
    expect(readingOf(file({ name: "a.pdf", mime: "application/pdf" }))).toBe("pdf");
    expect(readingOf(file({ name: "a.pdf", mime: "text/html" }))).toBeNull();
    expect(readingOf(file({ name: "a.log", size: 3_000_000 }))).toBeNull();
    expect(readingOf(file({ name: "a.html" }))).toBe("text");
  });
});

describe("pictures", () => {
  it("have their place before they are there", () => {
    expect(frameOf(file({ width: 3000, height: 2000 }))).toEqual({ width: 320, height: 213 });
    expect(frameOf(file({ width: 100, height: 100 }))).toEqual({ width: 100, height: 100 });
    expect(frameOf(file({ width: 10_000, height: 100 }))).toEqual({ width: 320, height: 96 });
    expect(frameOf(file({}))).toEqual({ width: 240, height: 180 });
  });

  it("stand in a grid", () => {
    expect([1, 2, 3, 4, 5, 9].map(columnsOf)).toEqual([1, 2, 3, 2, 3, 3]);
  });
});
