import { expect, test } from "vitest";
import type { ImportRow } from "../api/imports";
import { tableOf } from "../slips/csv";
import { faultRows } from "./faultTable";

const row: ImportRow = {
  line: 12,
  number: "1001",
  name: "",
  kind: "fault",
  changes: [],
  faults: [
    { column: "姓名", code: "roster.name_missing", value: "" },
    { column: "手机", code: "roster.mobile_invalid", value: '=HYPERLINK("http://x")' },
  ],
};

test("every fault has a line of its own with the place, the reason and the value", () => {
  expect(faultRows([row], (fault) => fault.code)).toEqual([
    ["12", "1001", "", "姓名", "roster.name_missing", ""],
    ["12", "1001", "", "手机", "roster.mobile_invalid", '=HYPERLINK("http://x")'],
  ]);
});

test("a formula in the roster stays text in the list of its faults", () => {
  expect(
    tableOf(
      [],
      faultRows([row], (fault) => fault.code),
    ),
  ).toContain(`,"'=HYPERLINK(""http://x"")"`);
});
