import { expect, test } from "vitest";
import { readSealed } from "./sealed";

test.each([
  ["1001.ABCDE-FGHJK", { number: "1001", secret: "ABCDE-FGHJK" }],
  ["TG.0007.ABCDE", { number: "TG.0007", secret: "ABCDE" }],
  ["", null],
  ["1001", null],
  ["1001.", null],
  [".ABCDE", null],
])("a sealed link %j is read as %j", (text, link) => {
  expect(readSealed(text)).toEqual(link);
});
