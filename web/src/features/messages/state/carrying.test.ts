import { beforeEach, describe, expect, it, vi } from "vitest";
import { Failed, GivenUp, Unknown } from "../../../platform/uploads/uploads";
import { carry, carryAgain, dropCarried, retryCarrying } from "./carrying";

// covers: MSG-02
const engine = {
  ready: vi.fn(),
  renew: vi.fn(),
  retry: vi.fn(),
  state: vi.fn(),
  release: vi.fn(),
  cancel: vi.fn(),
};
vi.mock("../../../platform/uploads", () => ({ uploads: () => Promise.resolve(engine) }));

const file = (key: string) => ({ key, name: key, size: 1, mime: "" });

beforeEach(() => {
  for (const mock of Object.values(engine)) mock.mockReset();
});

describe("the files of a message on their way", () => {
  it("give their ids in the order of the message, and those of the library as they are", async () => {
    engine.ready.mockImplementation(async (key: string) => ({ id: `id-${key}` }));
    const shelf = { ...file("c"), file: { id: "there" } as never };
    expect(await carry([file("a"), shelf, file("b")])).toEqual({ ids: ["id-a", "there", "id-b"] });
    expect(engine.ready).toHaveBeenCalledTimes(2);
  });

  it("hold the message back while nobody knows, and fail it when they are refused or lost", async () => {
    const outcome = async (error: unknown) => {
      engine.ready.mockRejectedValueOnce(error);
      const carried = await carry([file("a")]);
      return "outcome" in carried ? carried.outcome : null;
    };
    expect(await outcome(new GivenUp())).toEqual({ kind: "unknown" });
    expect(await outcome(new Failed(0))).toEqual({ kind: "unknown" });
    const problem = { status: 422, code: "file.type_wrong", detail: "d", params: { name: "x" } };
    expect(await outcome(new Failed(422, problem))).toEqual({
      kind: "refused",
      problem: { code: "file.type_wrong", detail: "d", params: { name: "x" } },
    });
    expect(await outcome(new Unknown())).toMatchObject({ kind: "refused", problem: { code: "upload.lost" } });
  });

  it("go up again by hand only where they were refused", async () => {
    engine.state.mockImplementation((key: string) => ({ phase: key === "a" ? "refused" : "done" }));
    await retryCarrying([file("a"), file("b")]);
    expect(engine.retry.mock.calls).toEqual([["a"]]);
  });

  it("are renewed when the server has lost them, and let go afterwards", async () => {
    await carryAgain([file("a")]);
    await dropCarried([file("a")], true);
    await dropCarried([file("b")], false);
    expect([engine.renew.mock.calls, engine.release.mock.calls, engine.cancel.mock.calls]).toEqual([
      [["a"]],
      [["a"]],
      [["b"]],
    ]);
  });
});
