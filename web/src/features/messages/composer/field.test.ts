import { describe, expect, it } from "vitest";
import { pastedFiles, pastedLink } from "./field";

const clipboard = (text: string, ...names: string[]) =>
  ({ getData: () => text, files: names.map((name) => new File(["x"], name)) }) as unknown as DataTransfer;

// covers: MSG-02
describe("what is pasted", () => {
  it("is files when it is only files, or files and their names", () => {
    expect(pastedFiles(clipboard("", "image.png"))).toHaveLength(1);
    expect(pastedFiles(clipboard("报告.pdf\r\n图.png", "报告.pdf", "图.png"))).toHaveLength(2);
    expect(pastedFiles(null)).toEqual([]);
  });

  it("is text when an office program adds a picture of it", () => {
    expect(pastedFiles(clipboard("单价\t12.5", "image.png"))).toEqual([]);
  });

  it("is an address only when there is nothing else", () => {
    expect(pastedLink(clipboard(" https://a.example/x "))).toBe("https://a.example/x");
    expect(pastedLink(clipboard("见 https://a.example"))).toBe(null);
    expect(pastedLink(clipboard("javascript:alert(1)"))).toBe(null);
  });
});
