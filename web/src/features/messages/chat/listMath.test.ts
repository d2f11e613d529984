import { describe, expect, it } from "vitest";
import type { Pending, Row } from "../model/rows";
import { message } from "../model/timeline.fixture";
import { dividerAbove, endsWithNewPending, isPrepended, rowIndexOf, seqOfRow } from "./listMath";

const said = (seq: number): Row => ({
  type: "message",
  key: `m-${seq}`,
  message: message(seq),
  mine: false,
  first: true,
  last: true,
  reads: false,
});
const pending = (id: string): Row => ({
  type: "pending",
  key: `k-${id}`,
  pending: { id } as Pending,
  first: true,
  last: true,
});
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => said(from + i));

// covers: MSG-01
describe("position in the list", () => {
  it("holds still only for rows that were put before", () => {
    expect(isPrepended(rows(5, 9), rows(1, 9))).toBe(true);
    expect(isPrepended(rows(5, 9), rows(5, 12))).toBe(false);
    expect(isPrepended(rows(5, 9), rows(20, 40))).toBe(false);
    expect(isPrepended([], rows(1, 9))).toBe(false);
  });

  it("goes to the end for what was just said, and not for what still waits there", () => {
    expect(endsWithNewPending(rows(1, 3), [...rows(1, 3), pending("a")])).toBe(true);
    expect(endsWithNewPending([...rows(1, 3), pending("a")], [...rows(1, 4), pending("a")])).toBe(false);
    expect(endsWithNewPending([...rows(1, 3), pending("a")], rows(1, 4))).toBe(false);
  });

  it("knows whether what is new begins above, also where that is not loaded", () => {
    const list: Row[] = [...rows(10, 12), { type: "new", key: "new" }, ...rows(13, 20)];
    expect([dividerAbove(list, 2, 13), dividerAbove(list, 3, 13), dividerAbove(list, 4, 13)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(dividerAbove(rows(100, 150), 0, 13)).toBe(true);
    expect([dividerAbove(rows(10, 12), 0, 10), dividerAbove(rows(10, 40), 20, 10)]).toEqual([false, true]);
    expect(dividerAbove([{ type: "start", key: "start" }], 0, 10)).toBe(false);
  });

  it("knows the message at a row, also when the row is none", () => {
    const list: Row[] = [{ type: "start", key: "start" }, ...rows(4, 5), pending("a")];
    expect(rowIndexOf(list, 5)).toBe(2);
    expect([seqOfRow(list, 3), seqOfRow(list, 99), seqOfRow(list, 0)]).toEqual([5, 5, null]);
  });
});
