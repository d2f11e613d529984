import { describe, expect, it } from "vitest";
import { copyText } from "./copying";
import { plainText } from "./text";
import { message } from "./timeline.fixture";

const words = (m: ReturnType<typeof message>) => plainText(m.content, "所有人");

// covers: MSG-03
describe("copied messages", () => {
  it("are the words alone where it is one", () => {
    expect(copyText([message(1, "好的")], words, "Asia/Shanghai")).toBe("好的");
  });

  it("stand below each other with name and time, without what was recalled", () => {
    const gone = { ...message(2), content: null, recalled: { by: "a", at: 1 } };
    const text = copyText([message(1, "一"), gone, message(3, "三")], words, "Asia/Shanghai");
    expect(text).toBe("甲 1970-01-01 08:00\n一\n\n甲 1970-01-01 08:00\n三");
  });
});
