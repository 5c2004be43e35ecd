import { describe, expect, it } from "vitest";
import { KeyedQueue } from "./keyed-queue";

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

describe("KeyedQueue", () => {
  it("runs one key in order and never two at once, also after a failure", async () => {
    const queue = new KeyedQueue();
    const seen: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        seen.push(`${name} begins`);
        await turn();
        seen.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const results = await Promise.allSettled([queue.run("a", work("1", true)), queue.run("a", work("2")), queue.run("a", work("3"))]);
    expect(results.map((result) => result.status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    expect(seen).toEqual(["1 begins", "1 ends", "2 begins", "2 ends", "3 begins", "3 ends"]);
  });

  it("runs different keys side by side", async () => {
    const queue = new KeyedQueue();
    let release = () => {};
    const held = queue.run("a", () => new Promise<void>((resolve) => (release = resolve)));
    await queue.run("b", async () => {});
    release();
    await held;
  });
});
