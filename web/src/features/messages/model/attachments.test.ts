import { describe, expect, it } from "vitest";
import { type Attachment, attachmentsIn, joined, MAX_FILES, moved, without } from "./attachments";
import { sortOut } from "./intake";

const file = (key: string): Attachment => ({ key, name: `${key}.txt`, size: 1, mime: "text/plain" });
const keys = (list: readonly Attachment[]) => list.map((one) => one.key).join("");

// covers: MSG-02
describe("the files of a message", () => {
  it("are as many as there is room for, each once", () => {
    const nine = joined([], [..."abcdefghijk"].map(file));
    expect(nine).toHaveLength(MAX_FILES);
    expect(keys(joined([file("a")], [file("a"), file("b")]))).toBe("ab");
    expect(keys(without(nine, "c"))).toBe("abdefghi");
  });

  it("are moved up to the ends", () => {
    const list = [..."abc"].map(file);
    expect(keys(moved(list, "c", -1))).toBe("acb");
    expect(keys(moved(list, "a", 5))).toBe("bca");
    expect(moved(list, "a", -1)).toBe(list);
    expect(moved(list, "x", 1)).toBe(list);
  });

  it("come back from the device only as what they were", () => {
    expect(keys(attachmentsIn([file("a"), null, 7, { key: 1 }, "x"]))).toBe("a");
    expect(attachmentsIn("damaged")).toEqual([]);
  });

  it("are parted by their size and the room that is left", () => {
    const sized = (size: number) => Object.defineProperty(new File([], "x"), "size", { value: size }) as File;
    const found = sortOut([sized(10), sized(11), sized(5), sized(4)], 10, 2);
    expect(found.fit.map((f) => f.size)).toEqual([10, 5]);
    expect(found.tooLarge.map((f) => f.size)).toEqual([11]);
    expect(found.left).toBe(1);
  });
});
