import { describe, expect, it } from "vitest";
import { textOfBytes } from "./textFile";

const of = (...bytes: number[]) => textOfBytes(new Uint8Array(bytes).buffer);

// covers: FIL-01
describe("a text file", () => {
  it("is read whatever wrote it", () => {
    expect(of(...new TextEncoder().encode("压测"))).toBe("压测");
    expect(of(0xef, 0xbb, 0xbf, 0x61)).toBe("a");
    expect(of(0xd1, 0xb9, 0xb2, 0xe2)).toBe("压测");
    expect(of(0xff, 0xfe, 0x61, 0x00)).toBe("a");
    expect(of(0xfe, 0xff, 0x00, 0x61)).toBe("a");
    expect(of()).toBe("");
  });
});
