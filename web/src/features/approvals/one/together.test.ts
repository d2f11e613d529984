import { expect, test } from "vitest";
import { together } from "./together";

const of = (...arms: string[]) => {
  const stops = arms.map((arm) => ({ arm, round: 1 }));
  const beside = together(stops);
  return stops.filter((stop) => beside.has(stop)).map((stop) => stop.arm);
};

test("steps of parallel arms stand beside each other, those of one arm do not", () => {
  expect(of("", "both.money", "both.law", "")).toEqual(["both.money", "both.law"]);
  expect(of("amount.large", "amount.large")).toEqual([]);
  expect(of("both.money/big.yes", "both.law")).toEqual(["both.money/big.yes", "both.law"]);
});

test("an arm that was left in an earlier round stands beside nothing", () => {
  const stops = [
    { arm: "amount.large", round: 1 },
    { arm: "amount.small", round: 2 },
  ];
  expect(together(stops).size).toBe(0);
});
