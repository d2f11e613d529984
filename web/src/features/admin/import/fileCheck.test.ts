import { expect, test } from "vitest";
import { faultOf, MAX_BYTES } from "./fileCheck";

test("tables of text and xlsx may go, whatever the case of their ending", () => {
  expect(faultOf([{ name: "花名册.CSV", size: 10 }])).toBeNull();
  expect(faultOf([{ name: "roster.xlsx", size: MAX_BYTES }])).toBeNull();
});

test("what the server would refuse is refused at once", () => {
  expect(faultOf([{ name: "roster.xls", size: 10 }])).toBe("kind");
  expect(faultOf([{ name: "roster.csv", size: 0 }])).toBe("empty");
  expect(faultOf([{ name: "roster.csv", size: MAX_BYTES + 1 }])).toBe("size");
  expect(
    faultOf([
      { name: "a.csv", size: 1 },
      { name: "b.csv", size: 1 },
    ]),
  ).toBe("many");
  expect(faultOf([])).toBe("kind");
});
