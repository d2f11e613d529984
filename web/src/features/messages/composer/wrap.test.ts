import { describe, expect, it } from "vitest";
import { parse } from "../model/format";
import { linkedWith, type Replacement, type Selection, wrapped } from "./wrap";

const done = (s: Selection, r: Replacement) => s.text.slice(0, r.start) + r.piece + s.text.slice(r.end);

// covers: MSG-02
describe("a sign around the selection", () => {
  it("is put on and taken away again", () => {
    const before = { text: "请今天完成", start: 1, end: 3 };
    const on = wrapped(before, "**");
    expect(done(before, on)).toBe("请**今天**完成");
    const after = { text: done(before, on), start: on.select[0], end: on.select[1] };
    expect(done(after, wrapped(after, "**"))).toBe(before.text);
  });

  it("stands on every line and inside the blanks", () => {
    const s = { text: " 一 \n\n二", start: 0, end: 6 };
    expect(done(s, wrapped(s, "**"))).toBe(" **一** \n\n**二**");
  });

  it("leaves the caret between the signs when nothing is selected", () => {
    const s = { text: "ab", start: 1, end: 1 };
    expect(wrapped(s, "`")).toMatchObject({ piece: "``", select: [2, 2] });
  });

  it("makes a link of the selected words", () => {
    const s = { text: "看文档", start: 1, end: 3 };
    expect(parse(done(s, linkedWith(s, "https://a.example/b_(c)")), [])[1]).toEqual({
      type: "link",
      url: "https://a.example/b_(c)",
      text: "文档",
    });
  });
});
