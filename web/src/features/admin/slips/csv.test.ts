import { expect, test } from "vitest";
import { csvOf } from "./csv";

const one = {
  number: "1001",
  name: "张伟",
  department: "销售部",
  initial_password: "AAAAA-BBBBB",
  link: "http://h/#1001.A",
};

test("spreadsheets know the encoding and lines end as they expect", () => {
  expect(csvOf(["工号"], [one])).toBe("\ufeff工号\r\n1001,张伟,销售部,AAAAA-BBBBB,http://h/#1001.A\r\n");
});

test("a name cannot become a formula or break out of its cell", () => {
  const bad = { ...one, name: '=HYPERLINK("x")', department: "a,b" };
  expect(csvOf([], [bad])).toContain(`1001,"'=HYPERLINK(""x"")","a,b",`);
});

test("no spelling of a formula's first sign gets through", () => {
  for (const text of ["=1", "+1", "-1", "@x", "\t=1", "  =1", "＝1", "\u200b=1"]) {
    expect(csvOf([], [{ ...one, name: text }]), text).toContain(`1001,'${text},`);
  }
  expect(csvOf([], [{ ...one, name: "a=1" }])).toContain("1001,a=1,");
});
